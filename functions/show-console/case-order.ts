import { html } from 'hono/html';
import type { Table } from '../../shared/ports/table.ts';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import type { CaseView } from '../../shared/views/case-view.ts';
import { readOrderView } from '../../shared/views/order-view.ts';
import type { Html, Visit } from './page.ts';
import { paymentName } from './payment-name.ts';

type OrderView = NonNullable<Awaited<ReturnType<typeof readOrderView>>>;

/** How the order of a case stands with all its credit notes: by line and by payment what there was, what was taken, what is left. */
export async function orderSection(table: Table, visit: Visit, view: CaseView): Promise<Html | false> {
  const order = await readOrderView(table, visit.shop.shopId, view.orderNumber);
  if (order === undefined) return false;
  const { say } = visit;
  return html`<section><h2>${say(consoleTexts.order)} ${order.orderNumber}</h2>${linesTable(visit, view, order)}${paymentsTable(visit, view, order)}</section>`;
}

function linesTable({ say }: Visit, view: CaseView, { lines }: OrderView): Html {
  const here = new Map(view.lines.map(({ orderLineId, quantity }) => [orderLineId, quantity]));
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th>${say(consoleTexts.article)}</th><th class="number">${say(casePageTexts.ordered)}</th><th class="number">${say(casePageTexts.credited_in_all)}</th><th class="number">${say(casePageTexts.this_note)}</th><th class="number">${say(casePageTexts.still_creditable)}</th></tr></thead>
<tbody>${lines.map(({ orderLineId, title, quantity, remaining }) => {
    const left = remaining?.quantity;
    const inAll = left === undefined ? '–' : quantity - left;
    return html`<tr><th scope="row">${title}</th><td class="number">${quantity}</td><td class="number">${inAll}</td><td class="number">${here.get(orderLineId) ?? 0}</td><td class="number">${left ?? '–'}</td></tr>`;
  })}</tbody></table></div>`;
}

function paymentsTable(visit: Visit, view: CaseView, { payments, currency }: OrderView): Html {
  const { say, reader } = visit;
  const here = new Map(view.payments.map(({ paymentNumber, amountMinor }) => [paymentNumber, amountMinor]));
  const money = (minor: number): Html => html`<td class="number">${amountText(minor, reader, currency)}</td>`;
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th>${say(casePageTexts.payment)}</th><th class="number">${say(casePageTexts.paid)}</th><th class="number">${say(casePageTexts.given_back_in_all)}</th><th class="number">${say(casePageTexts.this_note)}</th><th class="number">${say(casePageTexts.still_refundable)}</th></tr></thead>
<tbody>${payments.map((payment) => {
    const { paymentNumber, kind, givenBackMinor, stillCarriesMinor } = payment;
    // What a gift card paid comes back with a cancellation, and is refunded nowhere.
    const left = kind === 'gift_card' ? html`<td class="number">–</td>` : money(stillCarriesMinor);
    return html`<tr><th scope="row">${paymentName(visit, payment)}</th>${money(givenBackMinor + stillCarriesMinor)}${money(givenBackMinor)}${money(here.get(paymentNumber) ?? 0)}${left}</tr>`;
  })}</tbody></table></div>`;
}
