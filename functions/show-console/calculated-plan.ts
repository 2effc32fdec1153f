import { html } from 'hono/html';
import type { Refused } from '../../shared/domain/credit-note.ts';
import { carriedMinorOf } from '../../shared/domain/payment-allocation.ts';
import type { Accepted, RefundPlan } from '../../shared/domain/refund-plan.ts';
import type { StoredOrder } from '../../shared/stores/order-store.ts';
import { calculateTexts, refundModeTexts } from '../../shared/texts/calculate-texts.ts';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { noteTexts } from '../../shared/texts/case-texts.ts';
import { amountText, refusalText, remedyText } from '../../shared/texts/refusal-text.ts';
import type { Html, Visit } from './page.ts';
import { paymentName } from './payment-name.ts';

/** What was decided, as it is shown: the plan, or every reason against it with what to do about it. */
export function calculated(
  visit: Visit,
  stored: StoredOrder,
  decision: (Accepted | Refused) & Readonly<{ updateInventory: boolean }>,
): Html {
  const { say, reader } = visit;
  const { currency } = stored.order;
  if (decision.kind === 'refused') {
    return html`<section><h2>${say(calculateTexts.refused)}</h2><ul class="flags">${decision.reasons.map(
      (reason) => html`<li>${refusalText(reason, reader, currency)} ${remedyText(reason, reader)}</li>`,
    )}</ul></section>`;
  }
  const { plan } = decision;
  return html`<section><h2>${say(calculateTexts.result)}</h2>
<p><strong>${amountText(plan.totalMinor, reader, currency)}</strong></p>
${plan.notes.length > 0 && html`<ul class="flags">${plan.notes.map((note) => html`<li>${say(noteTexts[note])}</li>`)}</ul>`}
${paymentsTable(visit, stored, plan)}${stockList(visit, plan)}<p>${say(calculateTexts.in_ecom)}</p></section>`;
}

function paymentsTable(visit: Visit, { order, ledger }: StoredOrder, { payments, currency }: RefundPlan): Html {
  const { say, reader } = visit;
  return html`<h3>${say(calculateTexts.by_payment)}</h3><div class="scroll" tabindex="0"><table>
<thead><tr><th>${say(casePageTexts.payment)}</th><th class="number">${say(calculateTexts.still_carries)}</th><th class="number">${say(calculateTexts.gives_back)}</th><th>${say(calculateTexts.how)}</th></tr></thead>
<tbody>${payments.map((payment) => {
    const { paymentNumber, kind, amountMinor, refundMode } = payment;
    const isCard = kind === 'gift_card';
    const carried = carriedMinorOf(order, ledger, paymentNumber);
    return html`<tr><td>${paymentName(visit, payment)}</td><td class="number">${amountText(carried, reader, currency)}</td>
<td class="number">${amountText(amountMinor, reader, currency)}</td><td>${isCard ? '–' : say(refundModeTexts[refundMode])}</td></tr>`;
  })}</tbody></table></div>`;
}

function stockList({ say }: Visit, { lines, updateInventory }: RefundPlan): Html {
  const moving = lines.filter(({ restock, quantity }) => restock && quantity > 0);
  if (moving.length === 0) return html``;
  return html`<h3>${say(calculateTexts.stock_moves)}</h3>${
    updateInventory
      ? html`<ul>${moving.map(({ sku, quantity }) => html`<li>${sku}: +${quantity}</li>`)}</ul>`
      : html`<p>${say(calculateTexts.stock_does_not)}</p>`
  }`;
}
