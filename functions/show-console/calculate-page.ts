import { html } from 'hono/html';
import { type CreditNote, decideCreditNote, refusalsWithoutOrder } from '../../shared/domain/credit-note.ts';
import { isCreditNoteId, isOrderNumber } from '../../shared/domain/ids.ts';
import { remainingOfLine } from '../../shared/domain/order-ledger.ts';
import { valueOf } from '../../shared/domain/order-value.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { readOrder, type StoredOrder } from '../../shared/stores/order-store.ts';
import { calculateTexts } from '../../shared/texts/calculate-texts.ts';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { calculated } from './calculated-plan.ts';
import { type Html, pageAnswer, pageOf, type Visit } from './page.ts';

/** What somebody filled in: the order, a quantity for each line, and the switches. */
export type CalculateQuery = Readonly<Record<string, string>>;

/**
 * What may still be credited of an order, and what a credit note of some quantities would give back, by the very rules that
 * accept one. Nothing is written.
 */
export async function calculatePage(table: Table, visit: Visit, shop: ShopSettings, query: CalculateQuery) {
  const { say } = visit;
  const number = (query.order ?? '').trim();
  const stored = isOrderNumber(number) ? await readOrder(table, visit.shop.shopId, number) : undefined;
  const note = stored && noteOf(stored, visit, query);
  const main = html`<p>${say(calculateTexts.explained)}</p>
<form action="${pageOf(visit.shop.shopId, 'calculate')}" class="fields"><label>${say(calculateTexts.order_number)} <input name="order" required value="${number}"></label>
<button>${say(calculateTexts.show_order)}</button></form>
${number !== '' && stored === undefined && html`<p role="alert">${say(calculateTexts.not_known)}</p>`}
${stored && quantitiesForm(visit, stored, query)}
${stored && note && calculated(visit, stored, { ...decided(stored, shop, note), updateInventory: note.updateInventory })}`;
  return pageAnswer(visit, { title: say(calculateTexts.calculate), current: 'calculate', main });
}

function decided({ order, ledger }: StoredOrder, shop: ShopSettings, note: CreditNote) {
  const reasons = refusalsWithoutOrder(note);
  return reasons.length > 0 ? ({ kind: 'refused', reasons } as const) : decideCreditNote(order, ledger, shop, note);
}

/** The credit note that was filled in; `undefined` where nothing was. */
function noteOf({ order }: StoredOrder, { now }: Visit, query: CalculateQuery): CreditNote | undefined {
  const creditNoteId = 'calculated';
  if (query.calculate === undefined || !isCreditNoteId(creditNoteId)) return undefined;
  const lines = order.lines.flatMap(({ orderLineId }) => {
    const quantity = Number(query[`line-${orderLineId}`] ?? 0);
    return Number.isSafeInteger(quantity) && quantity > 0 ? [{ orderLineId, quantity }] : [];
  });
  return {
    creditNoteId,
    issuedAt: now,
    currency: order.currency,
    updateInventory: query.inventory !== undefined,
    lines,
    refundShipping: query.shipping !== undefined,
    refundPaymentCosts: query.costs !== undefined,
  };
}

function quantitiesForm({ say, shop }: Visit, { order, ledger }: StoredOrder, query: CalculateQuery): Html {
  const value = valueOf(order);
  const isFilled = query.calculate !== undefined;
  const box = (name: string, label: string, isOn: boolean): Html =>
    html`<label class="inline"><input type="checkbox" name="${name}"${isOn && html` checked`}> ${label}</label>`;
  return html`<form action="${pageOf(shop.shopId, 'calculate')}"><input type="hidden" name="order" value="${order.orderNumber}">
<div class="scroll" tabindex="0"><table><thead><tr><th>${say(consoleTexts.article)}</th><th class="number">${say(calculateTexts.bought)}</th><th class="number">${say(calculateTexts.left)}</th><th>${say(calculateTexts.to_credit)}</th></tr></thead>
<tbody>${order.lines.map(({ orderLineId, title, quantity }) => {
    const left = value === undefined ? 0 : remainingOfLine(value, ledger, orderLineId).quantity;
    const name = `line-${orderLineId}`;
    return html`<tr><td>${title}</td><td class="number">${quantity}</td><td class="number">${left}</td>
<td><input type="number" name="${name}" min="0" max="${left}" value="${query[name] ?? '0'}" aria-label="${say(calculateTexts.to_credit)}${say(consoleTexts.colon)}${title}"></td></tr>`;
  })}</tbody></table></div>
<div class="actions">${box('shipping', say(calculateTexts.with_shipping), query.shipping !== undefined)}${box('costs', say(calculateTexts.with_costs), query.costs !== undefined)}
${box('inventory', say(casePageTexts.update_inventory), !isFilled || query.inventory !== undefined)}
<button class="main" name="calculate" value="1">${say(consoleTexts.calculate)}</button></div></form>`;
}
