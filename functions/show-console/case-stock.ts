import { html } from 'hono/html';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { effectStateTexts, holdTexts } from '../../shared/texts/effect-texts.ts';
import { instantShown } from '../../shared/texts/shown.ts';
import { confirmationNoteTexts } from '../../shared/texts/stock-texts.ts';
import type { CaseView } from '../../shared/views/case-view.ts';
import type { Html, Visit } from './page.ts';

/** What a case moves in Retail: where each effect stands, and the rows as Retail itself shows them. */
export function stockSection({ say, reader, shop }: Visit, { stock }: CaseView): Html | undefined {
  if (stock.length === 0) return undefined;
  const rows = stock.flatMap(({ rows: shown = [] }) => shown);
  const sentences = stock.flatMap(({ state, held, notes = [] }) => [
    state === 'held' && held ? holdTexts[held.reason] : effectStateTexts[state],
    ...notes.map(({ code }) => confirmationNoteTexts[code]),
  ]);
  const texts = [...new Set(sentences.map(say))];
  return html`<section><h2>${say(casePageTexts.stock_lines)}</h2><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>
${
  rows.length === 0
    ? html`<p>${say(casePageTexts.no_stock_lines)}</p>`
    : html`<div class="scroll" tabindex="0"><table><thead><tr><th>${say(consoleTexts.opened)}</th><th class="number">${say(casePageTexts.change)}</th><th>${say(casePageTexts.reads)}</th><th>${say(casePageTexts.path)}</th></tr></thead>
<tbody>${rows.map(
        ({ createdAt, quantityChange, reads, path }) =>
          html`<tr><td>${instantShown(createdAt, reader, shop.timeZone)}</td><td class="number">${quantityChange > 0 ? '+' : ''}${quantityChange}</td><td>${reads}</td><td>${path.join(' › ')}</td></tr>`,
      )}</tbody></table></div>`
}</section>`;
}
