import { html } from 'hono/html';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { instantShown } from '../../shared/texts/shown.ts';
import type { CaseView } from '../../shared/views/case-view.ts';
import type { Html, Visit } from './page.ts';

/** Why the customer sent articles of the order back, and what the shop did: in the words that the shop chose in eCom. */
export function returnsSection({ say, reader, shop }: Visit, { returns, lines }: CaseView): Html | undefined {
  if (returns.length === 0) return undefined;
  const nameOf = (orderLineId: string): string =>
    lines.find((line) => line.orderLineId === orderLineId)?.sku || orderLineId;
  const rows = returns.map(
    ({ createdAt, reason, action, status, isStockAdjusted, lines: sentBack }) =>
      html`<tr><td>${instantShown(createdAt, reader, shop.timeZone)}</td><td>${reason || '–'}</td><td>${[action, status].filter((text) => text !== '').join(' · ') || '–'}</td>
<td>${sentBack.map(({ orderLineId, quantity }) => `${quantity} × ${nameOf(orderLineId)}`).join(', ')}</td><td>${say(isStockAdjusted ? consoleTexts.yes : consoleTexts.no)}</td></tr>`,
  );
  return html`<section><h2>${say(casePageTexts.returns)}</h2><p>${say(casePageTexts.returns_hint)}</p><div class="scroll" tabindex="0"><table>
<thead><tr><th>${say(consoleTexts.opened)}</th><th>${say(consoleTexts.reason)}</th><th>${say(casePageTexts.return_action)}</th><th>${say(consoleTexts.article)}</th><th>${say(casePageTexts.return_restocked)}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}
