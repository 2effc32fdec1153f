import { html } from 'hono/html';
import type { AuditAction } from '../../shared/stores/audit-store.ts';
import { answerText } from '../../shared/texts/answer-sentence.ts';
import { auditTexts } from '../../shared/texts/audit-texts.ts';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { differenceTexts } from '../../shared/texts/difference-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { instantShown } from '../../shared/texts/shown.ts';
import type { CaseView } from '../../shared/views/case-view.ts';
import type { Html, Visit } from './page.ts';

type Entry = Readonly<{ at: string; text: string; by?: string | undefined }>;

/** Everything that happened in a case, the first thing first. */
export function timeline({ say, reader, shop }: Visit, view: CaseView): Html {
  const money = (minor: number): string => amountText(minor, reader, view.currency);
  const { answer } = view;
  const answered = (action: AuditAction): string =>
    action === 'case_answered' && answer !== undefined
      ? `${say(consoleTexts.colon)}${answerText(answer, reader, view)}`
      : '';
  const entries: Entry[] = [
    {
      at: view.openedAt,
      text: view.reason === undefined ? say(consoleTexts.opened) : `${say(consoleTexts.opened)} · ${view.reason}`,
      by: view.requestedBy,
    },
    ...view.tasks.flatMap(({ located }): Entry[] =>
      located === undefined
        ? []
        : [{ at: located.at, text: `${say(jobTexts.payment_found)}${say(consoleTexts.colon)}${located.paymentId}` }],
    ),
    ...view.matches.flatMap(({ history, refund, amountMinor }) =>
      history.map(({ state, at, by }): Entry => {
        const text = `${say(casePageTexts[state])}${say(consoleTexts.colon)}${refund.refundId} · ${money(amountMinor)}`;
        return { at, text, by: by === 'machine' ? say(casePageTexts.machine) : by };
      }),
    ),
    ...view.differences.flatMap(({ reason, raisedAt, resolvedAt }): Entry[] => [
      {
        at: raisedAt,
        text: `${say(consoleTexts.differences)}${say(consoleTexts.colon)}${say(differenceTexts[reason])}`,
      },
      ...(resolvedAt === undefined ? [] : [{ at: resolvedAt, text: `${say(differenceTexts[reason])} ✓` }]),
    ]),
    // What people did about matches stands in the history of each match already.
    ...view.decisions
      .filter(({ action }) => !action.startsWith('match_'))
      .map(({ at, action, by }): Entry => ({ at, text: say(auditTexts[action]) + answered(action), by })),
  ];
  return html`<section><h2>${say(casePageTexts.timeline)}</h2><ol class="timeline">${entries
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(
      ({ at, text, by }) =>
        html`<li><time datetime="${at}">${instantShown(at, reader, shop.timeZone)}</time> ${text}${by && html` · ${by}`}</li>`,
    )}</ol></section>`;
}
