import { html } from 'hono/html';
import type { StoredCase } from '../../shared/stores/refund-case-store.ts';
import { withOrders } from '../../shared/texts/answer-sentence.ts';
import { standingTexts } from '../../shared/texts/case-texts.ts';
import { questionPageTexts, questionTexts } from '../../shared/texts/question-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayOfInstantShown } from '../../shared/texts/shown.ts';
import { type Html, pageOf, type Visit } from './page.ts';

/** A cancelled order that may have been replaced by its copy, as a job: what is asked, and the way to both orders and the answer. */
export function questionCard(visit: Visit, refundCase: StoredCase, customerName: string | undefined): Html {
  const { say, reader, shop } = visit;
  const { caseId, standing = 'open', copyOrderNumber, plan } = refundCase;
  const { orderNumber, totalMinor, currency, issuedAt } = plan;
  const address = pageOf(shop.shopId, `cases/${encodeURIComponent(caseId)}`);
  const names = { orderNumber, copyOrderNumber };
  return html`<article class="question" id="question-${caseId}" aria-labelledby="head-question-${caseId}">
<h3 id="head-question-${caseId}"><a href="${address}">${orderNumber}</a> · ${amountText(totalMinor, reader, currency)} · ${customerName ?? ''}</h3>
<p class="facts"><span>${say(standingTexts[standing])}</span> <span>${say(questionPageTexts.cancelled)} ${dayOfInstantShown(issuedAt, reader, shop.timeZone)}</span></p>
<p>${withOrders(questionTexts.copy.asks, reader, names)}</p>
<p><a class="button" href="${address}#question">${say(questionPageTexts.look_and_answer)}</a></p>
</article>`;
}
