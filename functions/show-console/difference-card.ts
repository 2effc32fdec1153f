import { html } from 'hono/html';
import type { SuggestedAction } from '../../shared/domain/difference.ts';
import { isTaskId } from '../../shared/domain/ids.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { differencePageTexts, evidenceTexts } from '../../shared/texts/difference-page-texts.ts';
import { actionTexts, differenceTexts, endingTextOf } from '../../shared/texts/difference-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { refundStatusTexts } from '../../shared/texts/provider-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayOfInstantShown, dayShown } from '../../shared/texts/shown.ts';
import type { DifferenceView } from '../../shared/views/difference-view.ts';
import { choiceField, decisionForm } from './forms.ts';
import { type Html, pageOf, type Visit } from './page.ts';

/** One difference: what it is, what it rests on, what is at risk, what to do first, and how it may end. */
export function differenceCard(visit: Visit, difference: DifferenceView, links: Html | false = false): Html {
  const { say, reader, shop, role } = visit;
  const { differenceId, reason, caseId, orderNumber, amountMinor, currency, raisedAt, concerns } = difference;
  const { settlement, state } = difference;
  const amount = amountMinor === undefined ? '' : amountText(amountMinor, reader, currency);
  const about = orderNumber ?? caseId ?? difference.subject ?? '';
  return html`<article class="difference" id="difference-${differenceId}" aria-labelledby="head-${differenceId}">
<h3 id="head-${differenceId}">${say(differenceTexts[reason])}${amount && html` · ${amount}`}</h3>
<p class="facts">${caseId === undefined ? html`<span>${about}</span>` : html`<a href="${pageOf(shop.shopId, `cases/${encodeURIComponent(caseId)}`)}">${about}</a>`}
<span>${say(differencePageTexts[concerns])}</span><span>${dayOfInstantShown(raisedAt, reader, shop.timeZone)}</span></p>
${evidence(visit, difference)}
${firstAction(visit, difference)}
${settlement && html`<p class="banner">${state === 'open' && html`${say(differencePageTexts.waits_for_second)} `}${settlement.by}: ${say(endingTextOf(reason, settlement.ending))}${settlement.note && html` · ${settlement.note}`}</p>`}
${role !== 'viewer' && html`<div class="actions">${state === 'open' ? html`${reason === 'item_unknown' && sayItemForm(visit, difference)}${links}<details><summary>${say(differencePageTexts.settle)}</summary>${settleForm(visit, difference)}</details>` : reopenForm(visit, difference)}</div>`}
</article>`;
}

/** What to do first: a way to the refund or the case where that is done, or in words where it is done elsewhere. */
function firstAction({ say, shop }: Visit, { action, caseId, subject, state }: DifferenceView): Html {
  const text = say(actionTexts[action]);
  if (caseId === undefined || state !== 'open' || isDecidedHere.has(action)) {
    return html`<p><strong>${say(differencePageTexts.do_first)}</strong> ${text}</p>`;
  }
  const anchor = subject !== undefined && isTaskId(subject) ? `#job-${subject}` : '';
  const address = `${pageOf(shop.shopId, `cases/${encodeURIComponent(caseId)}`)}${anchor}`;
  return html`<p><a class="button" href="${address}">${text}</a></p>`;
}

/** What the forms of the difference itself do. */
const isDecidedHere: ReadonlySet<SuggestedAction> = new Set(['claim_back', 'decide_amount', 'say_item']);

/** What it rests on. What has no text is an id of another system, and stays as it is. */
function evidence(visit: Visit, { evidence: found, currency }: DifferenceView): Html {
  const { say, reader } = visit;
  const rows = Object.entries(found).flatMap(([name, value]) => {
    const label = evidenceTexts[name];
    if (label === undefined) return [];
    const isMoney = name.endsWith('Minor') && typeof value === 'number';
    return [
      html`<div><dt>${say(label)}</dt><dd>${isMoney ? amountText(value, reader, currency) : wordOf(name, String(value), visit)}</dd></div>`,
    ];
  });
  return html`${rows.length > 0 && html`<dl>${rows}</dl>`}`;
}

const isRefundStatus = (text: string): text is keyof typeof refundStatusTexts => Object.hasOwn(refundStatusTexts, text);

/** A code in words and a day as the reader writes it; an id or a number as it is. */
function wordOf(name: string, value: string, { say, reader }: Visit): string {
  if (name === 'status' && isRefundStatus(value)) return say(refundStatusTexts[value]);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayShown(value, reader) : value;
}

function sayItemForm({ say, shop }: Visit, { differenceId, etag }: DifferenceView): Html {
  const action = `/shops/${shop.shopId}/differences/${encodeURIComponent(differenceId)}/say-item`;
  const field = html`<label>${say(differencePageTexts.item_number)} <input name="itemId" inputmode="numeric" pattern="[1-9][0-9]*" required></label>`;
  return html`<details><summary>${say(actionTexts.say_item)}</summary>${decisionForm({ action, etag }, field, say(consoleTexts.save), 'main')}</details>`;
}

function reopenForm({ say, shop }: Visit, { differenceId, etag, state }: DifferenceView): Html | undefined {
  if (state !== 'settled') return undefined;
  const action = `/shops/${shop.shopId}/differences/${encodeURIComponent(differenceId)}/reopen`;
  const fields = html`<label>${say(consoleTexts.reason)} <input name="reason" required maxlength="1000"></label>`;
  return html`<details><summary>${say(jobTexts.reopen)}</summary>${decisionForm({ action, etag }, fields, say(jobTexts.reopen))}</details>`;
}

function settleForm({ say, shop }: Visit, { differenceId, etag, endings, reason }: DifferenceView): Html {
  const action = `/shops/${shop.shopId}/differences/${encodeURIComponent(differenceId)}/settle`;
  const choices = endings.map((ending) => [ending, say(endingTextOf(reason, ending))] as const);
  const fields = html`${choiceField(say(jobTexts.how_it_ended), 'ending', choices)}
<label>${say(consoleTexts.note)} <input name="note" maxlength="1000"></label>`;
  return decisionForm({ action, etag }, fields, say(differencePageTexts.settle), 'main');
}
