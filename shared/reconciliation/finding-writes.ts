import { type MoneyFinding, type MoneyReason, moneyReasons } from '../domain/matching/money-findings.ts';
import type { ReconciledBlock } from '../domain/matching/reconcile-block.ts';
import { identityOf } from '../domain/provider-refund.ts';
import type { Table, Write } from '../ports/table.ts';
import {
  differencesOfRefund,
  type StoredDifference,
  writeOfDifference,
  writeOfNewEvidence,
  writeOfResolution,
} from '../stores/difference-store.ts';
import { isSameContent } from '../stores/same-content.ts';
import type { BlockOutcome } from './block-writes.ts';
import type { Grounded } from './finding-grounds.ts';

/** The write of one difference, and what that difference is about. */
export type WrittenDifference = Readonly<{ write: Write; difference: Grounded }>;

/**
 * The writes that raise what is so and was not known, say of an open one what it is about now, and take off the list what
 * a block shows to be no longer so. What a person settled stays, and what the block says nothing about stays too.
 */
export async function writesOfMoneyFindings(
  table: Table,
  outcome: BlockOutcome,
): Promise<readonly WrittenDifference[]> {
  const { shopId, now, gathered, result, findings } = outcome;
  const names = new Set([
    ...result.focus.refundNames,
    ...result.concluded.map(({ refund }) => identityOf(refund.facts)),
  ]);
  const ofRefunds = await Promise.all([...names].map((name) => differencesOfRefund(table, shopId, name)));
  const known = [...gathered.differences, ...ofRefunds.flat()];
  const raised = findings.flatMap((finding): WrittenDifference[] => {
    const before = known.find((each) => isAbout(each, finding));
    if (before?.state === 'settled') return [];
    const { about, ...found } = finding;
    const difference = { ...found, ...about };
    if (before?.state === 'open') {
      if (isSameAsShown(before, finding)) return [];
      return [{ difference, write: writeOfNewEvidence(shopId, before, finding, now) }];
    }
    return [{ difference, write: writeOfDifference({ ...difference, shopId, raisedAt: now }, before) }];
  });
  const resolved = known
    .filter((each) => each.state === 'open' && isJudged(each, result, names))
    .filter((each) => !findings.some((finding) => isAbout(each, finding)))
    .map((each) => ({ difference: each, write: writeOfResolution(shopId, each, now) }));
  return [...raised, ...resolved];
}

const isSameAsShown = (before: StoredDifference, { amountMinor, evidence }: MoneyFinding): boolean =>
  before.amountMinor === amountMinor && isSameContent(before.evidence, evidence);

/** Whether the block shows whether a difference is still so. */
function isJudged(
  { reason, subject = '', evidence }: StoredDifference,
  { focus, concluded, refunds, judged }: ReconciledBlock,
  names: ReadonlySet<string>,
): boolean {
  switch (isMoneyReason(reason) ? moneyReasons[reason] : undefined) {
    case undefined:
      return false;
    case 'task':
      return judged.has(subject);
    case 'refund':
      return names.has(subject);
    case 'pair':
      return (
        focus.taskIds.has(subject) ||
        concluded.some(({ taskId }) => taskId === subject) ||
        refunds.some(({ facts }) => facts.refundId === evidence.refundId && focus.refundNames.has(identityOf(facts)))
      );
  }
}

const isMoneyReason = (reason: string): reason is MoneyReason => Object.hasOwn(moneyReasons, reason);

const isAbout = (known: StoredDifference, { about, reason, subject }: MoneyFinding): boolean =>
  known.reason === reason &&
  known.subject === subject &&
  ('caseId' in about ? known.caseId === about.caseId : known.caseId === undefined);
