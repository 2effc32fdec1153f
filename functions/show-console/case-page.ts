import { html } from 'hono/html';
import { lightsOf } from '../../shared/domain/case-lights.ts';
import type { CaseId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { casePageTexts, lightTexts } from '../../shared/texts/case-page-texts.ts';
import { noteTexts, standingTexts } from '../../shared/texts/case-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayShown } from '../../shared/texts/shown.ts';
import { type CaseView, readCaseView } from '../../shared/views/case-view.ts';
import { orderSection } from './case-order.ts';
import { returnsSection } from './case-returns.ts';
import { stockSection } from './case-stock.ts';
import { timeline } from './case-timeline.ts';
import { differenceCard } from './difference-card.ts';
import { jobCard } from './job-card.ts';
import { matchCard } from './match-card.ts';
import { type Html, pageAnswer, type Visit } from './page.ts';
import { questionSection } from './question-section.ts';

/** All of one case: four lights, what to do next, the money, the stock and everything that happened. */
export async function casePage(table: Table, visit: Visit, caseId: CaseId, settings: ShopSettings) {
  const view = await readCaseView(table, visit.shop, caseId, settings);
  if (view === undefined) return undefined;
  const { say, reader } = visit;
  const open = view.differences.filter(({ state }) => state === 'open');
  const settled = view.differences.filter(({ state }) => state === 'settled');
  const kind = view.origin === 'cancellation' ? consoleTexts.cancellation : consoleTexts.credit_note;
  const order = await orderSection(table, visit, view);
  const question = questionSection(visit, view);
  const main = html`<div data-fresh>
<p class="facts"><span>${say(consoleTexts.order)} <strong>${view.orderNumber}</strong></span><span>${amountText(view.totalMinor, reader, view.currency)}</span>
<span>${say(standingTexts[view.standing])}</span><span>${say(consoleTexts.due)} ${dayShown(view.dueOn, reader)}</span></p>
${lights(visit, view)}
${view.notes.length > 0 && html`<ul class="flags">${view.notes.map((note) => html`<li>${say(noteTexts[note])}</li>`)}</ul>`}
${(question || open.length > 0) && html`<section><h2>${say(casePageTexts.what_next)}</h2>${question}${open.map((each) => differenceCard(visit, each))}</section>`}
${view.tasks.length > 0 && html`<section><h2>${say(casePageTexts.refunds)}</h2>${view.tasks.map((task) => jobCard(visit, task))}</section>`}
${view.matches.length > 0 && html`<section><h2>${say(casePageTexts.matches)}</h2>${view.matches.map((match) => matchCard(visit, match, view.currency))}</section>`}
${settled.length > 0 && html`<section><h2>${say(casePageTexts.settled)}</h2>${settled.map((each) => differenceCard(visit, each))}</section>`}
${linesSection(visit, view)}
${order}
${stockSection(visit, view)}
${returnsSection(visit, view)}
${timeline(visit, view)}</div>`;
  const named = view.origin === 'cancellation' ? view.orderNumber : caseId;
  return pageAnswer(visit, { title: `${say(kind)} ${named}`, current: 'cases', main });
}

function lights({ say }: Visit, { standing, statusInEcom, tasks, stock, cards, differences }: CaseView): Html {
  const found = lightsOf({
    standing,
    isSeenInEcom: statusInEcom !== undefined,
    taskStates: tasks.map(({ state }) => state.name),
    effectStates: stock.map(({ state }) => state),
    saleState: stock.find(({ kind }) => kind === 'refund_sale')?.state,
    cardsSeen: cards.filter(({ state }) => state !== 'over').map(({ isRestored }) => isRestored),
    openReasons: differences.filter(({ state }) => state === 'open').map(({ reason }) => reason),
  });
  const titles = {
    money: casePageTexts.money,
    note: consoleTexts.credit_note,
    stock: casePageTexts.stock,
    credit: casePageTexts.retail_credit,
    card: casePageTexts.gift_card,
  };
  const colours = {
    green: casePageTexts.light_green,
    amber: casePageTexts.light_amber,
    red: casePageTexts.light_red,
    grey: casePageTexts.light_grey,
  };
  const areas = ['money', 'note', 'stock', 'credit', 'card'] as const;
  return html`<ul class="lights">${areas.map((area) => {
    const light = found[area];
    if (light === undefined) return false;
    const { colour, code } = light;
    return html`<li class="${colour}"><strong>${say(titles[area])}</strong> <span class="light">${say(colours[colour])}</span><br>${say(lightTexts[code])}</li>`;
  })}</ul>`;
}

function linesSection({ say, reader }: Visit, view: CaseView): Html {
  const { lines, shippingMinor, paymentCostsMinor, totalMinor, currency, updateInventory } = view;
  const money = (minor: number): string => amountText(minor, reader, currency);
  const extra = [
    [casePageTexts.shipping, shippingMinor],
    [casePageTexts.payment_costs, paymentCostsMinor],
  ] as const;
  return html`<section><h2>${say(casePageTexts.lines)}</h2><div class="scroll" tabindex="0"><table>
<thead><tr><th>${say(consoleTexts.article)}</th><th class="number">${say(consoleTexts.quantity)}</th><th class="number">${say(consoleTexts.amount)}</th></tr></thead>
<tbody>${lines.map(({ sku, quantity, amountMinor }) => html`<tr><td>${sku}</td><td class="number">${quantity}</td><td class="number">${money(amountMinor)}</td></tr>`)}
${extra.map(([label, minor]) => minor !== 0 && html`<tr><td>${say(label)}</td><td></td><td class="number">${money(minor)}</td></tr>`)}</tbody>
<tfoot><tr><th>${say(casePageTexts.total)}</th><td></td><td class="number">${money(totalMinor)}</td></tr></tfoot></table></div>
<p>${say(casePageTexts.update_inventory)}${say(consoleTexts.colon)}${say(updateInventory ? consoleTexts.yes : consoleTexts.no)}</p></section>`;
}
