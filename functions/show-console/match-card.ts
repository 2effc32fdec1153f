import { html } from 'hono/html';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { matchReasonTexts, ruleTexts, signalTexts } from '../../shared/texts/match-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import type { CaseView } from '../../shared/views/case-view.ts';
import { decisionForm } from './forms.ts';
import type { Html, Visit } from './page.ts';

type MatchView = CaseView['matches'][number];

/** One match with what speaks for it, who came second, and what a person may decide about it. */
export function matchCard(visit: Visit, match: MatchView, currency: string): Html {
  const { say, reader } = visit;
  const { matchId, refund, amountMinor, state, explanation } = match;
  const { rule, reason, score, signals, runnerUp } = explanation;
  return html`<article class="match" id="match-${matchId}" aria-labelledby="head-${matchId}">
<h3 id="head-${matchId}">${say(casePageTexts[state])} · ${amountText(amountMinor, reader, currency)} · <code>${refund.refundId}</code></h3>
<p class="facts"><span>${providerName(refund.provider)} (${refund.account})</span></p>
<p><strong>${say(casePageTexts.why)}</strong> ${say(ruleTexts[rule])}${reason !== 'exact' && html` · ${say(matchReasonTexts[reason])}`} (${score} %)</p>
<ul class="signals">${signals.map(({ name, share }) => html`<li>${say(signalTexts[name])} <span class="number">${share} %</span></li>`)}</ul>
${runnerUp && html`<p>${say(casePageTexts.runner_up)} <code>${runnerUp.refundId}</code> (${runnerUp.score} %)</p>`}
${actions(visit, match)}</article>`;
}

function actions({ say, role, shop }: Visit, { matchId, state, etag }: MatchView): Html | undefined {
  if (role === 'viewer') return undefined;
  const api = `/shops/${shop.shopId}/matches/${encodeURIComponent(matchId)}`;
  if (state === 'confirmed') {
    const fields = html`<label>${say(consoleTexts.reason)} <input name="reason" required maxlength="1000"></label>`;
    const form = decisionForm({ action: `${api}/revoke`, etag }, fields, say(casePageTexts.revoke));
    const words = { rest: say(casePageTexts.reopens_rest), unexplained: say(casePageTexts.reopens_unexplained) };
    return html`<div class="actions"><details data-reopens="${api}/revocation" data-words="${JSON.stringify(words)}"><summary>${say(casePageTexts.revoke)}</summary><p role="status"></p>${form}</details></div>`;
  }
  return html`<div class="actions">${decisionForm({ action: `${api}/confirm`, etag }, '', say(casePageTexts.confirm), 'main')}
${state === 'proposed' && decisionForm({ action: `${api}/reject`, etag }, '', say(casePageTexts.reject))}</div>`;
}
