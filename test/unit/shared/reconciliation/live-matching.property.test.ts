import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { identityOf } from '../../../../shared/domain/provider-refund.ts';
import { expectedOf, stateOf } from '../../../../shared/domain/refund-task.ts';
import { allocatedMinorOf } from '../../../../shared/domain/seen-refund.ts';
import { parseRefund } from '../../../../shared/stores/provider-refund-store.ts';
import { parseTask, type StoredTask } from '../../../../shared/stores/refund-task-store.ts';
import { aProviderRefund, providerWorld } from '../../../support/provider-world.ts';

const notes = [
  { creditNoteId: 'CN-1' },
  { creditNoteId: 'CN-2' },
  { creditNoteId: 'CN-3', lines: [], refundShipping: true },
] as const;

const refund = fc.record({
  refundId: fc.constantFrom('RF-1', 'RF-2', 'RF-3', 'RF-4'),
  amountMinor: fc.constantFrom(500, 1000, 1500, 2500),
  status: fc.constantFrom('pending', 'done', 'failed', 'returned'),
  kind: fc.constantFrom('refund', 'refund', 'refund', 'chargeback'),
  statusAt: fc.constantFrom('2026-11-12T10:00:00.000Z', '2026-11-13T10:00:00.000Z'),
  paymentId: fc.constantFrom('CAP-1', undefined),
} as const);

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constant('credit' as const), note: fc.constantFrom(...notes) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('say' as const), refund, twice: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('look' as const), note: fc.constantFrom(...notes) }) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Does the steps one after the other; a note that was not credited is not looked at, and none is credited twice. */
async function played(steps: readonly Step[]) {
  const world = providerWorld();
  const credited = new Set<string>();
  const credit = async (note: (typeof notes)[number]): Promise<void> => {
    if (credited.has(note.creditNoteId)) return;
    credited.add(note.creditNoteId);
    await world.credit(note);
  };
  const say = async ({ refund: said, twice }: Extract<Step, { does: 'say' }>): Promise<void> => {
    // One refund has one amount: what a report gets wrong is for the reader of reports.
    const refunds = [aProviderRefund({ ...said, amountMinor: amountOf(said.refundId) })];
    await world.say({ refunds }, 'poll');
    if (twice) await world.say({ refunds }, 'report');
  };
  for (const each of steps) {
    if (each.does === 'credit') await credit(each.note);
    else if (each.does === 'say') await say(each);
    else if (credited.has(each.note.creditNoteId)) await world.look(each.note.creditNoteId);
  }
  const rows = world.table.rows();
  return {
    tasks: rows.filter(({ sk }) => sk.startsWith('TASK#')).map(parseTask),
    refunds: rows.filter(({ sk }) => sk === 'REFUND').map(parseRefund),
  };
}

const confirmedOf = ({ facts }: StoredTask) => (facts.matches ?? []).filter(({ state }) => state === 'confirmed');

function givenMinor(task: StoredTask): number {
  const live = confirmedOf(task).filter(
    ({ kind, status }) => kind === 'refund' && (status === 'done' || status === 'pending'),
  );
  return live.reduce((total, { amountMinor }) => total + amountMinor, 0);
}

describe('whatever providers say, in any order and any number of times', () => {
  test.prop([fc.array(step, { minLength: 1, maxLength: 12 })], { numRuns: 150 })(
    'no refund is given away twice, no task gets too much, and every stored state follows from its facts',
    async (steps) => {
      const { tasks, refunds } = await played(steps);
      for (const seen of refunds) expect(allocatedMinorOf(seen)).toBeLessThanOrEqual(seen.facts.amountMinor);
      for (const task of tasks) {
        expect(task.state).toEqual(stateOf(task.facts));
        expect(givenMinor(task)).toBeLessThanOrEqual(expectedOf(task.facts).amountMinor);
      }
    },
  );

  test.prop([fc.array(step, { minLength: 1, maxLength: 12 })], { numRuns: 100 })(
    'what a task counts as its own, the refund counts as given to it',
    async (steps) => {
      const { tasks, refunds } = await played(steps);
      for (const { matchId, refund: name, amountMinor } of tasks.flatMap(confirmedOf)) {
        const seen = refunds.find(({ facts }) => identityOf(facts) === identityOf(name));
        expect(seen?.allocations).toContainEqual(expect.objectContaining({ matchId, amountMinor }));
      }
    },
  );
});

const amountOf = (refundId: string): number => ({ 'RF-1': 1000, 'RF-2': 1000, 'RF-3': 500 })[refundId] ?? 1500;
