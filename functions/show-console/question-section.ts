import { html } from 'hono/html';
import type { ComparedOrders } from '../../shared/domain/case-question.ts';
import { mayActAs } from '../../shared/domain/roles.ts';
import { answerSentence, answerText, withOrders } from '../../shared/texts/answer-sentence.ts';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { questionPageTexts, questionTexts } from '../../shared/texts/question-texts.ts';
import { amountText, refusalText, remedyText } from '../../shared/texts/refusal-text.ts';
import { instantShown } from '../../shared/texts/shown.ts';
import type { CaseView } from '../../shared/views/case-view.ts';
import { decisionForm } from './forms.ts';
import type { Html, Visit } from './page.ts';

/** What a case waits for a person to say: the question, what it rests on, and the answers, each with what follows from it. */
export function questionSection(visit: Visit, view: CaseView): Html | false {
  const { question, reasons = [], currency } = view;
  if (question === undefined) return false;
  const { say, reader, role } = visit;
  const { asks, hint } = questionTexts[question.kind];
  return html`<article class="question" id="question" aria-labelledby="head-question">
<h3 id="head-question">${withOrders(asks, reader, view)}</h3>
<p>${withOrders(hint, reader, view)}</p>
${question.kind === 'objection' && reasons.length > 0 && html`<ul>${reasons.map((reason) => html`<li>${refusalText(reason, reader, currency)} ${remedyText(reason, reader)}</li>`)}</ul>`}
${question.orders && ordersTable(visit, view, question.orders)}
<div class="answers">${question.answers.map((foreseen) => {
    const { answer, obstacle } = foreseen;
    const says = html`<p>${answerSentence(foreseen, reader, view)}</p>`;
    const text = answerText(answer, reader, view);
    const mayPress = obstacle === undefined && mayActAs(role, 'operator');
    return html`<div>${mayPress ? answerForm(visit, view, html`<input type="hidden" name="answer" value="${answer}">${says}`, text) : html`<strong>${text}</strong>${says}`}</div>`;
  })}</div>
<p>${say(mayActAs(role, 'operator') ? questionPageTexts.final : questionPageTexts.only_operators)}</p>
</article>`;
}

const answerForm = ({ shop }: Visit, { caseId, etag }: CaseView, fields: Html, text: string): Html =>
  decisionForm({ action: `/shops/${shop.shopId}/cases/${encodeURIComponent(caseId)}/answer`, etag }, fields, text);

/** Both orders side by side: when, how many of what, for how much, and what became cheaper. */
function ordersTable({ say, reader, shop }: Visit, { currency, issuedAt }: CaseView, orders: ComparedOrders): Html {
  const { original, copy, articles } = orders;
  const money = (minor: number): string => amountText(minor, reader, currency);
  const when = (instant: string): string => instantShown(instant, reader, shop.timeZone);
  const row = (label: string, was: number, is: number): Html =>
    html`<tr><th scope="row">${label}</th><td class="number">${money(was)}</td><td class="number">${money(is)}</td><td class="number">${is === was ? '–' : html`<strong>${money(was - is)}</strong>`}</td></tr>`;
  const parts = [
    [casePageTexts.shipping, original.shippingMinor, copy.shippingMinor],
    [casePageTexts.payment_costs, original.paymentCostsMinor, copy.paymentCostsMinor],
    [questionPageTexts.discount, -original.discountMinor, -copy.discountMinor],
  ] as const;
  return html`<div class="scroll" tabindex="0"><table>
<thead><tr><th>${say(consoleTexts.article)}</th><th class="number">${say(questionPageTexts.cancelled_order)} ${original.orderNumber}</th><th class="number">${say(questionPageTexts.perhaps_copy)} ${copy.orderNumber}</th><th class="number">${say(questionPageTexts.cheaper_by)}</th></tr></thead>
<tbody>${articles.map(({ title, quantity, copyQuantity, originalMinor, copyMinor }) => {
    const pieces = quantity === copyQuantity ? quantity : `${quantity} → ${copyQuantity}`;
    return row(`${pieces} × ${title}`, originalMinor, copyMinor);
  })}
${parts.map(([label, was, is]) => (was !== 0 || is !== 0) && row(say(label), was, is))}
${row(say(casePageTexts.total), original.totalMinor, copy.totalMinor)}
<tr><th scope="row">${say(questionPageTexts.placed)}</th><td class="number">${when(original.placedAt)}</td><td class="number">${when(copy.placedAt)}</td><td></td></tr>
<tr><th scope="row">${say(questionPageTexts.cancelled)}</th><td class="number">${when(issuedAt)}</td><td class="number">–</td><td></td></tr></tbody></table></div>`;
}
