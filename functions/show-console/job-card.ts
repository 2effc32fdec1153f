import { html } from 'hono/html';
import { toDecimalText } from '../../shared/domain/money.ts';
import { isOpen } from '../../shared/domain/refund-task.ts';
import { onHoldTexts, taskStateTexts } from '../../shared/texts/case-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { endingTexts } from '../../shared/texts/difference-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayOfInstantShown, dayShown } from '../../shared/texts/shown.ts';
import type { TaskView } from '../../shared/views/task-view.ts';
import { copyable } from './forms.ts';
import { jobActions } from './job-actions.ts';
import { type Html, pageOf, type Visit } from './page.ts';

/**
 * One refund to make, with all that a person needs to make it in the provider's portal and to say that it was made; of one
 * that is over, how it ended.
 */
export function jobCard(visit: Visit, task: TaskView): Html {
  const { say, reader, shop } = visit;
  const { taskId, caseId, locateBy, refundCurrency, restMinor, amountMinor, currency, closed, state } = task;
  const isOver = !isOpen(state);
  const amount = isOver ? amountText(amountMinor, reader, currency) : amountText(restMinor, reader, refundCurrency);
  const link = pageOf(shop.shopId, `cases/${encodeURIComponent(caseId)}`);
  return html`<article class="job" id="job-${taskId}" aria-labelledby="head-${taskId}">
<h3 id="head-${taskId}"><a href="${link}">${locateBy.orderNumber}</a> · ${amount} · ${locateBy.customerName ?? ''}</h3>
${headFacts(visit, task, isOver)}
${isOver ? closed && html`<p>${say(endingTexts[closed.ending])}${closed.note && html` · ${closed.note}`}</p>` : html`${flags(visit, task)}${locatingFacts(visit, task)}`}
${jobActions(visit, task)}
</article>`;
}

/** The same without what may be done about it. */
export const jobFacts = (visit: Visit, task: TaskView): Html => {
  const { locateBy, restMinor, refundCurrency } = task;
  const amount = amountText(restMinor, visit.reader, refundCurrency);
  return html`<h2>${locateBy.orderNumber} · ${amount} · ${locateBy.customerName ?? ''}</h2>
${headFacts(visit, task, !isOpen(task.state))}${flags(visit, task)}${locatingFacts(visit, task)}`;
};

function headFacts({ say, reader }: Visit, task: TaskView, isOver: boolean): Html {
  const { provider, account, state, dueOn, isOverdue, taken } = task;
  const place = provider === undefined ? '–' : `${providerName(provider)} (${account ?? '–'})`;
  const stateText = state.name === 'on_hold' ? onHoldTexts[state.reason] : taskStateTexts[state.name];
  const due = html`<span class="${isOverdue ? 'late' : ''}">${say(consoleTexts.due)} ${dayShown(dueOn, reader)}${isOverdue && html` (${say(consoleTexts.overdue)})`}</span>`;
  return html`<p class="facts"><span>${place}</span> <span class="state">${say(stateText)}</span>${!isOver && due}
${taken && html`<span>${say(jobTexts.taken_by)} ${taken.by}</span>`}</p>`;
}

/** What is copied into the portal, and what the transaction is located by there (design §1.2). */
function locatingFacts({ say, reader, shop }: Visit, task: TaskView): Html {
  const { caseId, locateBy, located, currency, refundCurrency, restMinor, method, portalClosesOn } = task;
  const { orderNumber, orderValueMinor, customerName, transactionDate, providerPaymentId } = locateBy;
  const copy = say(consoleTexts.copy);
  const paymentId = located?.paymentId ?? providerPaymentId;
  const refundedMinor = located?.refundedMinor ?? 0;
  const fact = (label: string, value: unknown): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  return html`<dl>
${copyable(say(jobTexts.amount_to_refund), toDecimalText({ minor: restMinor, currency: refundCurrency }), copy)}
${copyable(say(jobTexts.note_for_portal), caseId.endsWith(orderNumber) ? orderNumber : `${caseId} ${orderNumber}`, copy)}
${fact(say(jobTexts.order_value), amountText(orderValueMinor, reader, currency))}
${fact(say(consoleTexts.customer), customerName ?? '–')}
${fact(say(jobTexts.transaction_date), transactionDate === undefined ? '–' : dayOfInstantShown(transactionDate, reader, shop.timeZone))}
${method && fact(say(jobTexts.payment_method), method)}
${paymentId === undefined ? html`<div class="wide"><dt class="hidden">${say(jobTexts.payment_found)}</dt><dd>${say(jobTexts.locate_by)}</dd></div>` : fact(say(jobTexts.payment_found), html`<code>${paymentId}</code>`)}
${portalClosesOn && fact(say(jobTexts.portal_closes), dayShown(portalClosesOn, reader))}
${refundedMinor > 0 && fact(say(jobTexts.already_refunded), amountText(refundedMinor, reader, currency))}
</dl>`;
}

/** What whoever refunds must know before. */
function flags({ say }: Visit, { matches, chargebacks, refundMode, isInOtherCurrency }: TaskView): Html {
  const texts = [
    matches.some(({ state }) => state === 'proposed') && jobTexts.has_proposal,
    matches.some(({ state }) => state === 'confirmed') && jobTexts.several_on_payment,
    chargebacks.some(({ status }) => status === 'pending') && onHoldTexts.dispute_open,
    (refundMode === 'app' || refundMode === 'native') && jobTexts.seen_by_itself_hint,
    isInOtherCurrency && jobTexts.other_currency,
  ].filter((text) => text !== false);
  return html`${texts.length > 0 && html`<ul class="flags">${texts.map((text) => html`<li>${say(text)}</li>`)}</ul>`}`;
}
