import { html } from 'hono/html';
import { partsOfTask, type TaskId } from '../../shared/domain/ids.ts';
import { leadOfProblem, problemsOf, type RefundProblem } from '../../shared/domain/refund-problem.ts';
import { isOpen } from '../../shared/domain/refund-task.ts';
import { mayActAs } from '../../shared/domain/roles.ts';
import { closingEndings } from '../../shared/domain/task-decision.ts';
import type { Table } from '../../shared/ports/table.ts';
import { readTask } from '../../shared/stores/refund-task-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { endingTexts } from '../../shared/texts/difference-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { refundProblemPageTexts, refundProblemTexts } from '../../shared/texts/refund-problem-texts.ts';
import { type TaskView, viewsOf } from '../../shared/views/task-view.ts';
import { choiceField, decisionForm } from './forms.ts';
import { reportForm } from './job-actions.ts';
import { jobFacts } from './job-card.ts';
import { type Html, pageAnswer, pageOf, type Visit } from './page.ts';

/** Why a refund cannot be made as it is asked for: the reasons of its provider, each with what follows from it. */
export async function refundProblemPage(table: Table, visit: Visit, taskId: TaskId) {
  const { say, shop, role } = visit;
  const { caseId, paymentNumber } = partsOfTask(taskId);
  const stored = await readTask(table, shop.shopId, caseId, paymentNumber);
  if (stored === undefined) return undefined;
  const [task] = await viewsOf(table, shop, [stored]);
  if (task === undefined) return undefined;
  const mayDecide = isOpen(task.state) && mayActAs(role, 'operator');
  const main = html`<p><a href="${pageOf(shop.shopId, 'to-do')}">${say(refundProblemPageTexts.back)}</a></p>
<article class="job">${jobFacts(visit, task)}</article>
${mayDecide ? problemsHere(task).map((problem) => problemSection(visit, task, problem)) : html`<p>${say(refundProblemPageTexts.over)}</p>`}`;
  return pageAnswer(visit, { title: say(refundProblemPageTexts.title), current: 'to-do', main });
}

/** What the order itself names needs nobody to say which transaction it is. */
const problemsHere = (task: TaskView): readonly RefundProblem[] =>
  problemsOf(task).filter((each) => each !== 'not_found' || task.locateBy.providerPaymentId === undefined);

function problemSection(visit: Visit, task: TaskView, problem: RefundProblem): Html {
  const { say } = visit;
  const { why, next } = refundProblemTexts[problem];
  return html`<details class="problem"><summary>${say(why)}</summary><p>${say(next)}</p>${wayOn(visit, task, problem)}</details>`;
}

/** The form that a reason leads to; what only waits has none. */
function wayOn(visit: Visit, task: TaskView, problem: RefundProblem): Html | false {
  const { say, shop } = visit;
  const { taskId, etag } = task;
  const api = `/shops/${shop.shopId}/refund-tasks/${encodeURIComponent(taskId)}`;
  const goesTo = pageOf(shop.shopId, 'to-do');
  switch (leadOfProblem[problem]) {
    case 'report':
      return reportForm(visit, task, { api, goesTo, key: `-${problem}` });
    case 'say_payment':
      return decisionForm(
        { action: `${api}/say-payment`, etag, goesTo },
        html`${accountFields(visit, task)}<label>${say(refundProblemPageTexts.transaction_id)} <input name="paymentId" required maxlength="200" autocomplete="off"></label>`,
        say(refundProblemPageTexts.say_payment),
        'main',
      );
    case 'by_hand':
      return decisionForm(
        { action: `${api}/say-provider`, etag, goesTo },
        html`<input type="hidden" name="refundMode" value="manual">`,
        say(refundProblemPageTexts.by_hand),
      );
    case 'close': {
      const choices = closingEndings.map((ending) => [ending, say(endingTexts[ending])] as const);
      const fields = html`${choiceField(say(jobTexts.how_it_ended), 'ending', choices)}
<label>${say(consoleTexts.note)} <input name="note" maxlength="1000"></label>`;
      return decisionForm({ action: `${api}/close`, etag, goesTo }, fields, say(jobTexts.close));
    }
    case 'wait':
      return false;
  }
}

/** The account is the task's own; where nobody knows it, one of the shop's. */
function accountFields({ say, shop }: Visit, { provider, account }: TaskView): Html {
  if (provider !== undefined && account !== undefined) {
    return html`<input type="hidden" name="provider" value="${provider}"><input type="hidden" name="account" value="${account}">`;
  }
  const [first] = shop.providers;
  const named = provider ?? first?.provider ?? '';
  const accounts = shop.providers.filter((each) => each.provider === named);
  return html`<input type="hidden" name="provider" value="${named}">${choiceField(
    `${say(consoleTexts.provider)} ${providerName(named)}`,
    'account',
    accounts.map((each) => [each.account, each.account] as const),
  )}`;
}
