import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { expectedOf, stateOf } from '../../../../shared/domain/refund-task.ts';
import { allocatedMinorOf } from '../../../../shared/domain/seen-refund.ts';
import { pendingMinorOf, settledMinorOf } from '../../../../shared/domain/task-match.ts';
import { parseMatch } from '../../../../shared/stores/match-store.ts';
import { parseRefund } from '../../../../shared/stores/provider-refund-store.ts';
import { parseTask } from '../../../../shared/stores/refund-task-store.ts';
import {
  aClosing,
  aCredit,
  aJudgement,
  aLook,
  aRefund,
  aWait,
  type Happening,
  matchingWorld,
} from '../../../support/matching-world.ts';

type World = ReturnType<typeof matchingWorld>;
const rowsOf = (table: World['table'], prefix: string) => table.rows().filter(({ sk }) => sk.startsWith(prefix));

/** What must hold after whatever happened. */
function checkLaws({ table }: World): void {
  const tasks = rowsOf(table, 'TASK#').map(parseTask);
  const refunds = table
    .rows()
    .filter(({ sk }) => sk === 'REFUND')
    .map(parseRefund);
  const matches = new Map(rowsOf(table, 'MATCH#').map((row) => [parseMatch(row).matchId, parseMatch(row)]));
  for (const seen of refunds) expect(allocatedMinorOf(seen)).toBeLessThanOrEqual(seen.facts.amountMinor);
  for (const { facts, state } of tasks) {
    const taken = settledMinorOf(facts.matches ?? []) + pendingMinorOf(facts.matches ?? []);
    expect(taken).toBeLessThanOrEqual(expectedOf(facts).amountMinor);
    expect(state).toEqual(stateOf(facts));
    for (const match of facts.matches ?? []) {
      expect(matches.get(match.matchId)?.state).toBe(match.state);
      const allocated = refunds
        .flatMap(({ allocations }) => allocations)
        .find(({ matchId }) => matchId === match.matchId);
      expect(allocated?.amountMinor, match.matchId).toBe(match.state === 'confirmed' ? match.amountMinor : undefined);
    }
  }
}

/** Two refunds of one payment and one amount can stand for each other: which of them came first decides nothing. */
const interchangeable = (text: string): string => text.replaceAll(/(RF-\d-\d+)-\d/g, '$1');

const conclusionsOf = async (of: World) => ({
  tasks: rowsOf(of.table, 'TASK#')
    .map((row) => parseTask(row))
    .toSorted((a, b) => (a.facts.taskId < b.facts.taskId ? -1 : 1))
    .map(({ facts, state }) => {
      // One that came back settles nothing; whether the task still lists it tells only what it had been.
      const live = (facts.matches ?? []).filter(({ status }) => status !== 'returned');
      return [
        facts.taskId,
        state.name,
        live.map((each) => interchangeable(`${each.matchId} ${each.state}`)).toSorted(),
      ];
    }),
  differences: (await of.differences()).map(interchangeable).toSorted(),
});

describe('tasks and refunds, whatever happens to them', () => {
  const lost = fc.record({ at: fc.integer({ min: 1, max: 4 }), isDone: fc.boolean() });

  test.prop(
    [
      fc.array(fc.tuple(fc.oneof(aCredit, aRefund, aRefund, aLook, aJudgement, aClosing, aWait), lost), {
        maxLength: 24,
      }),
    ],
    {
      numRuns: 200,
    },
  )(
    'no refund settles more than it is, no task gets more than it asks for, and every row says the same',
    async (happenings) => {
      const here = matchingWorld();
      for (const [happening, losing] of happenings) {
        await here.happenLosing(happening, losing);
        checkLaws(here);
      }
      await here.settle();
      checkLaws(here);
      const before = JSON.stringify(await conclusionsOf(here));
      await here.settle();
      expect(JSON.stringify(await conclusionsOf(here))).toBe(before);
    },
    60_000,
  );

  // Of one amount: where one refund of 10.00 and two of 5.00 compete for a task, what was confirmed first stands.
  const whole = aRefund.map((told) => ({ ...told, amountMinor: 1000 }));
  const byItself = fc.array(fc.oneof(aCredit, whole), { minLength: 1, maxLength: 10 });

  test.prop([byItself, fc.nat(1000)], { numRuns: 200 })(
    'what the machine concludes is the same in whatever order, and however often, it is told',
    async (happenings, shuffle) => {
      const [once, again] = [matchingWorld(), matchingWorld()];
      for (const happening of happenings) await once.happen(happening);
      const mixed = [...happenings, ...happenings].toSorted((a, b) => keyOf(a, shuffle) - keyOf(b, shuffle));
      for (const happening of mixed) await again.happen(happening);
      await once.settle();
      await again.settle();
      expect(await conclusionsOf(again)).toEqual(await conclusionsOf(once));
    },
    60_000,
  );
});

/** An order that depends on nothing but the seed and what happens. */
function keyOf(happening: Happening, seed: number): number {
  let hash = seed + 7;
  for (const letter of JSON.stringify(happening)) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return hash;
}
