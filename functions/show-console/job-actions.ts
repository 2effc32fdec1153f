import { html } from 'hono/html';
import { isOpen } from '../../shared/domain/refund-task.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { providerName, refundIdHint } from '../../shared/texts/provider-texts.ts';
import type { TaskView } from '../../shared/views/task-view.ts';
import { amountField, decisionForm } from './forms.ts';
import { type Html, pageOf, type Visit } from './page.ts';

/** What a person may do about a refund to make; whoever only looks is offered nothing but the way to the portal. */
export function jobActions(visit: Visit, task: TaskView): Html {
  const { say, role, shop } = visit;
  const { locateBy, state, closed, etag } = task;
  const link = locateBy.portalLink;
  const portal =
    link &&
    html`<a class="button" href="${link}" target="_blank" rel="noopener noreferrer">${say(jobTexts.open_portal)}</a>`;
  if (role === 'viewer') return html`<div class="actions">${portal}</div>`;
  const api = `/shops/${shop.shopId}/refund-tasks/${encodeURIComponent(task.taskId)}`;
  if (closed !== undefined) {
    return html`<div class="actions">${decisionForm({ action: `${api}/reopen`, etag }, '', say(jobTexts.reopen))}</div>`;
  }
  return html`<div class="actions">${portal}${isOpen(state) && whileOpen(visit, task, api)}</div>`;
}

function whileOpen(visit: Visit, task: TaskView, api: string): Html {
  const { say, subject, shop } = visit;
  const { taken, state, refundMode, etag, taskId } = task;
  const isReported = state.name === 'reported';
  // What the provider's app or eCom refunds is not refunded by hand as well.
  const isByItself = refundMode === 'app' || refundMode === 'native';
  const mayRefund = !isByItself && (state.name === 'awaiting_refund' || isReported);
  return html`${state.name === 'on_hold' && state.reason === 'provider_unknown' && routeForms(visit, task, api)}
${task.asksWhetherRefunded && nativeForms(visit, task, api)}
${mayRefund && taken === undefined && decisionForm({ action: `${api}/take` }, '', say(jobTexts.take), 'main')}
${taken?.by === subject && decisionForm({ action: `${api}/release` }, '', say(jobTexts.release), 'quiet')}
${mayRefund && !isReported && html`<details><summary>${say(jobTexts.done)}</summary>${reportForm(visit, task, { api })}</details>`}
${isReported && decisionForm({ action: `${api}/unreport`, etag }, '', say(jobTexts.unreport), 'quiet')}
<a class="quiet" href="${pageOf(shop.shopId, `refunds/${encodeURIComponent(taskId)}/problem`)}">${say(jobTexts.problem)}</a>`;
}

/** Asked once and remembered for the payment method: which account gives it back, or a bank transfer. */
function routeForms({ say, shop }: Visit, { etag }: TaskView, api: string): Html {
  const sayProvider = (fields: readonly (readonly [string, string])[], button: string): Html =>
    decisionForm(
      { action: `${api}/say-provider`, etag },
      fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`),
      button,
    );
  return html`<details><summary>${say(jobTexts.who_refunds)}</summary><p>${say(jobTexts.who_refunds_hint)}</p><div class="actions">${shop.providers.map(
    ({ provider, account }) =>
      sayProvider(
        [
          ['refundMode', 'portal'],
          ['provider', provider],
          ['account', account],
        ],
        `${say(jobTexts.in_portal_of)} ${providerName(provider)} (${account})`,
      ),
  )}${sayProvider([['refundMode', 'manual']], say(jobTexts.by_bank))}</div></details>`;
}

/** Asked once: eCom refunds only where the Refund switch of the credit note was on, which it tells nobody. */
function nativeForms(visit: Visit, task: TaskView, api: string): Html {
  const { say } = visit;
  const byHand = html`<input type="hidden" name="refundMode" value="manual">`;
  return html`<p>${say(jobTexts.was_switch_on)}</p><details><summary>${say(jobTexts.switch_was_on)}</summary>${reportForm(visit, task, { api })}</details>
${decisionForm({ action: `${api}/say-provider`, etag: task.etag }, byHand, say(jobTexts.switch_was_off))}`;
}

/** What a person says of a refund that they made; `goesTo` is where they go on, `key` tells several such forms of a page apart. */
export function reportForm(
  { say, shop }: Visit,
  task: TaskView,
  { api, goesTo, key = '' }: Readonly<{ api: string; goesTo?: string; key?: string }>,
): Html {
  const { restMinor, refundCurrency: currency, etag, provider, taskId } = task;
  const hint = refundIdHint(provider);
  return decisionForm(
    { action: `${api}/report`, etag, goesTo },
    html`${amountField(say(jobTexts.refunded_amount), 'amountMinor', { minor: restMinor, currency })}
<label>${say(jobTexts.refunded_on)} <input type="date" name="refundedOn" required value="${shop.today}" max="${shop.today}"></label>
<label>${say(jobTexts.refund_id)} <input name="refundId" autocomplete="off"${hint && html` aria-describedby="hint-${taskId}${key}"`}></label>${hint && html`<small id="hint-${taskId}${key}">${say(hint)}</small>`}`,
    say(jobTexts.report),
    'main',
  );
}
