import { identityOf } from '../../../shared/domain/provider-refund.ts';
import { stateOf } from '../../../shared/domain/refund-task.ts';
import { unallocatedMinorOf } from '../../../shared/domain/seen-refund.ts';
import { listDueRefunds, type StoredRefund } from '../../../shared/stores/provider-refund-store.ts';
import { listDueTasks, type StoredTask } from '../../../shared/stores/refund-task-store.ts';
import { broken, type Promised, type Violation } from '../promised.ts';
import { aboutHistory } from './history-properties.ts';
import type { ProviderEnding } from './play-providers.ts';
import { type Essence, type ProviderRows, providerRowsOf } from './provider-essence.ts';
import type { ProviderStory } from './provider-stories.ts';
import { storyShop } from './provider-system.ts';
import type { ProviderTruth } from './simulated-stripe.ts';

/** Checks what must hold when a story is over; `essence` is what it comes to when nothing goes wrong. */
export async function providerViolations(
  story: ProviderStory,
  ending: ProviderEnding,
  essence: Essence,
): Promise<readonly Violation[]> {
  const { table, stripe } = ending.system;
  const rows = providerRowsOf(table.rows());
  const promised = [
    ...aboutRefunds(rows, await stripe.truth(), story),
    ...aboutTasks(rows, story, ending),
    ...aboutEnding(ending, essence),
    ...aboutHistory(table.readStream(0)),
    ...(await aboutDue(ending)),
  ];
  return broken(promised);
}

const statuses: Readonly<Record<string, string>> = { succeeded: 'done', failed: 'failed' };

function aboutRefunds(rows: ProviderRows, truth: readonly ProviderTruth[], story: ProviderStory): Promised[] {
  const refunds = rows.refunds.filter(({ facts }) => facts.kind === 'refund');
  const shown = refunds.map(({ facts }) => `${facts.refundId} ${facts.amountMinor} ${facts.status}`);
  const wanted = truth.map(({ refundId, amountMinor, status }) => `${refundId} ${amountMinor} ${statuses[status]}`);
  const foreign = new Set(story.payments.filter(({ reference }) => !isOurs(reference)).map((paid) => paid.paymentId));
  const lost = refunds.filter((refund) => !(foreign.has(refund.facts.paymentId ?? '') || isAccountedFor(refund, rows)));
  const doubles = rows.differences.filter(({ reason }) => reason === 'duplicate_refund');
  return [
    {
      property: 'each refund of the provider is one row, and stands as it does there',
      holds: sorted(shown) === sorted(wanted),
      found: { shown, wanted },
    },
    {
      property: 'each refund is matched, proposed, or a difference; only those of other channels are none of them',
      holds: lost.length === 0,
      found: lost,
    },
    {
      property: 'a second refund is a difference that names both',
      holds: doubles.every(
        ({ evidence }) => evidence.firstRefundId !== undefined && evidence.firstRefundId !== evidence.refundId,
      ),
      found: doubles,
    },
  ];
}

const isOurs = (reference: string): boolean => reference.startsWith(storyShop.orderPrefix);

function isAccountedFor(refund: StoredRefund, { tasks, differences }: ProviderRows): boolean {
  const { facts } = refund;
  if (facts.status !== 'done' || unallocatedMinorOf(refund) === 0) return true;
  const name = identityOf(facts);
  const isProposed = tasks.some(({ facts: { matches = [] } }) =>
    matches.some((match) => match.state === 'proposed' && identityOf(match.refund) === name),
  );
  return isProposed || differences.some(({ evidence }) => evidence.refundId === facts.refundId);
}

function aboutTasks(
  { tasks, refunds, differences }: ProviderRows,
  { ends, differences: wanted = [] }: ProviderStory,
  { judged }: ProviderEnding,
): Promised[] {
  const states = Object.fromEntries(tasks.map(({ facts, state }) => [facts.caseId, state.name]));
  const reasons = differences.map(({ reason }) => reason);
  const taken = tasks.flatMap(({ facts: { matches = [] } }) =>
    matches.flatMap(({ matchId, state, amountMinor }) => (state === 'confirmed' ? [`${matchId} ${amountMinor}`] : [])),
  );
  const given = refunds.flatMap(({ allocations }) =>
    allocations.map(({ matchId, amountMinor }) => `${matchId} ${amountMinor}`),
  );
  return [
    {
      property: 'each task stands as the story says',
      holds: sorted(Object.entries(states)) === sorted(Object.entries(ends)),
      found: { states, ends },
    },
    {
      property: 'there are the differences that the story says, and no other',
      holds: sorted(reasons) === sorted(wanted),
      found: differences,
    },
    {
      property: 'what a task takes of a refund is what the refund gives it',
      holds: sorted(taken) === sorted(given),
      found: { taken, given },
    },
    {
      property: 'a stored state is the one that follows from its facts',
      holds: tasks.every(({ facts, state }) => JSON.stringify(state) === JSON.stringify(stateOf(facts))),
      found: tasks,
    },
    {
      property: 'a person’s decision stands',
      holds: judged.every(({ creditNoteId, decision }) =>
        tasks.some(({ facts }) => facts.caseId === creditNoteId && isDecided(facts, decision)),
      ),
      found: { judged, tasks },
    },
  ];
}

const decidedStates = { confirm: 'confirmed', reject: 'rejected', revoke: 'revoked' } as const;

const isDecided = ({ matches = [] }: StoredTask['facts'], decision: keyof typeof decidedStates): boolean =>
  matches.some(({ state, decidedByPerson }) => decidedByPerson && state === decidedStates[decision]);

function aboutEnding({ essence, essenceBefore, system }: ProviderEnding, wanted: Essence): Promised[] {
  const left = system.queues.flatMap((queue) => queue.messages());
  return [
    {
      property: 'in whatever order and however often channels tell, it comes to the same',
      holds: sorted(essence) === sorted(wanted),
      found: { essence, wanted },
    },
    {
      property: 'said once more, nothing changes',
      holds: sorted(essence) === sorted(essenceBefore),
      found: { essence, essenceBefore },
    },
    { property: 'no message is left', holds: left.length === 0, found: left },
  ];
}

async function aboutDue({ system: { table, clock } }: ProviderEnding): Promise<Promised[]> {
  const tasks = await listDueTasks(table, storyShop.shopId, clock.now());
  const refunds = await listDueRefunds(table, storyShop.shopId, clock.now());
  const due = [...tasks.items, ...refunds.items];
  return [{ property: 'no due date lies in the past', holds: due.length === 0, found: due }];
}

const sorted = (things: readonly unknown[]): string =>
  JSON.stringify(things.map((each) => JSON.stringify(each)).toSorted());
