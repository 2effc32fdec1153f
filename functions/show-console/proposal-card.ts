import { html } from 'hono/html';
import type { ComparedThing, Comparison } from '../../shared/domain/matching/pair-comparison.ts';
import { expectedOf, providerOf, type RefundTaskFacts, restMinorOf } from '../../shared/domain/refund-task.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { comparedTexts, differencePageTexts } from '../../shared/texts/difference-page-texts.ts';
import { matchReasonTexts, ruleTexts } from '../../shared/texts/match-texts.ts';
import { providerName, refundStatusTexts } from '../../shared/texts/provider-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayOfInstantShown } from '../../shared/texts/shown.ts';
import type { Candidate, ProposalView } from '../../shared/views/proposal-view.ts';
import { decisionForm } from './forms.ts';
import { type Html, pageOf, type Visit } from './page.ts';

/**
 * A refund to make beside the refund that may be it, thing by thing, with the second candidates below: yes, no, or none of
 * these. What is refused is never proposed again.
 */
export function proposalCard(visit: Visit, proposal: ProposalView, others: Html | false): Html {
  const { say, reader, shop } = visit;
  const { task, candidates } = proposal;
  const [first, ...seconds] = candidates;
  const { currency } = expectedOf(task);
  const id = `proposal-${task.taskId}`;
  return html`<article class="proposal" id="${id}" aria-labelledby="head-${id}">
<h3 id="head-${id}"><a href="${pageOf(shop.shopId, `cases/${encodeURIComponent(task.caseId)}`)}">${task.orderNumber}</a> · ${amountText(restMinorOf(task), reader, currency)} · ${proposal.customerName ?? ''}</h3>
${candidate(visit, proposal, first)}
${seconds.length > 0 && html`<details><summary>${say(differencePageTexts.others)} <span class="count">${seconds.length}</span></summary>${seconds.map((each) => candidate(visit, proposal, each))}</details>`}
${visit.role !== 'viewer' && html`<div class="actions">${seconds.length > 0 && noneOfThese(visit, candidates)}${others}</div>`}
</article>`;
}

function candidate(visit: Visit, { task, customerName }: ProposalView, shown: Candidate): Html {
  const { say } = visit;
  const { comparisons, explanation, refund } = shown;
  const { rule, reason, score } = explanation;
  return html`<div class="scroll" tabindex="0"><table class="pair"><thead><tr><td></td><th>${say(differencePageTexts.still_to_refund)}</th><th>${say(differencePageTexts.refund_seen)} <code>${refund.refundId}</code></th><td></td></tr></thead>
<tbody>${comparisons.map(({ thing, agrees }) => {
    const [ofTask, ofRefund] = sidesOf(visit, { task, customerName, shown, thing });
    return html`<tr><th scope="row">${say(comparedTexts[thing])}</th><td>${ofTask ?? '–'}</td><td>${ofRefund ?? '–'}</td><td>${verdict(visit, agrees)}</td></tr>`;
  })}</tbody></table></div>
<p>${say(ruleTexts[rule])}${reason !== 'exact' && html` · ${say(matchReasonTexts[reason])}`} (${score} %)</p>
${visit.role !== 'viewer' && decisions(visit, shown)}`;
}

type Compared = Readonly<{
  task: RefundTaskFacts;
  customerName: string | undefined;
  shown: Candidate;
  thing: ComparedThing;
}>;

/** How a thing reads on the side of the task and on the side of the refund. */
function sidesOf(
  { say, reader, shop }: Visit,
  { task, customerName, shown: { refund }, thing }: Compared,
): readonly [string | undefined, string | undefined] {
  const { payment, located, openedAt, orderNumber } = task;
  const day = (instant: string): string => dayOfInstantShown(instant, reader, shop.timeZone);
  switch (thing) {
    case 'amount':
      return [
        amountText(restMinorOf(task), reader, expectedOf(task).currency),
        amountText(refund.amountMinor, reader, refund.currency),
      ];
    case 'account': {
      const provider = providerOf(task);
      const account = located?.account ?? payment.account ?? '–';
      const ofRefund = `${providerName(refund.provider)} (${refund.account})`;
      return [provider && `${providerName(provider)} (${account})`, ofRefund];
    }
    case 'transaction':
      return [located?.paymentId ?? payment.providerPaymentId, refund.paymentId];
    case 'order_number':
      return [orderNumber, refund.references.join(' · ') || undefined];
    case 'customer':
      return [customerName, refund.customerName];
    case 'day':
      return [day(openedAt), `${day(refund.createdAt)} (${say(refundStatusTexts[refund.status])})`];
  }
}

function verdict({ say }: Visit, agrees: Comparison['agrees']): Html | string {
  if (agrees === undefined) return '';
  return agrees
    ? html`<span class="agrees">✓ ${say(differencePageTexts.agrees)}</span>`
    : html`<span class="late">≠ ${say(differencePageTexts.differs)}</span>`;
}

function decisions({ say, shop }: Visit, { matchId, etag }: Candidate): Html {
  const api = `/shops/${shop.shopId}/matches/${encodeURIComponent(matchId)}`;
  return html`<div class="actions">${decisionForm({ action: `${api}/confirm`, etag }, '', say(differencePageTexts.it_is), 'main')}
${decisionForm({ action: `${api}/reject`, etag }, '', say(differencePageTexts.it_is_not))}</div>`;
}

/** Refuses all that is shown here, one after the other, and nothing that is proposed meanwhile. */
function noneOfThese({ say, shop }: Visit, candidates: readonly Candidate[]): Html {
  const steps = candidates.map(({ matchId }) => `/shops/${shop.shopId}/matches/${encodeURIComponent(matchId)}/reject`);
  return html`<form class="decision" data-steps="${JSON.stringify(steps)}"><button>${say(differencePageTexts.none_of_these)}</button><output role="alert"></output></form>`;
}

/** A way to put together what the machine did not: a choice of the other side, and how much of it. */
export function linkForm(
  { say, shop }: Visit,
  {
    title,
    label,
    choices,
  }: Readonly<{ title: string; label: string; choices: readonly (readonly [string, string])[] }>,
  currencyExponent: number,
): Html | false {
  if (choices.length === 0) return false;
  return html`<details><summary>${title}</summary><form class="decision" data-action="/shops/${shop.shopId}/matches/{}/confirm"><label>${label} <select data-fills required><option value=""></option>${choices.map(
    ([matchId, text]) => html`<option value="${encodeURIComponent(matchId)}">${text}</option>`,
  )}</select></label>
<label>${say(differencePageTexts.how_much)} <input name="amountMinor" data-exponent="${currencyExponent}" inputmode="decimal"></label>
<label>${say(consoleTexts.note)} <input name="reason" maxlength="1000"></label>
<button class="main">${say(differencePageTexts.link)}</button><output role="alert"></output></form></details>`;
}
