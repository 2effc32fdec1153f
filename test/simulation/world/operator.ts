import { planReplay } from '../../../functions/replay-dead-letters/plan-replay.ts';
import { replayDeadLetters } from '../../../functions/replay-dead-letters/replay-dead-letters.ts';
import { republishEvents } from '../../../functions/republish-events/republish-events.ts';
import type { EventBus } from '../../../shared/ports/event-bus.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import type { Table } from '../../../shared/ports/table.ts';
import { shopIdSchema } from '../../../shared/stores/id-schemas.ts';
import { replayAttribute } from '../../../shared/stores/replay-attribute.ts';
import { readReplay } from '../../../shared/stores/replay-store.ts';
import type { SimulatedProcess } from './port-calls.ts';
import { seededIds } from './seeded-ids.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import type { SimulatedTable } from './simulated-table.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { queueWithFaults } from './with-faults.ts';

/** Somebody who looks after dead letters: replays them all, and sends events again. */
export type Operator = Readonly<{
  /** Plans a replay of everything and asks until it is done, or is found ended by somebody else. */
  replayAll: () => Promise<void>;
  republishAll: () => Promise<void>;
  /** How often each letter was sent back, by what its messages say. */
  sendings: () => ReadonlyMap<string, number>;
}>;

/** What an operator's requests run on. */
export type OperatorWorld = Readonly<{
  shopId: string;
  clock: VirtualClock;
  table: SimulatedTable;
  /** Queues that letters go back to, by the function that works through each. */
  queues: Readonly<Record<string, SimulatedQueue>>;
  tableOf: (process: SimulatedProcess) => Table;
  busOf: (process: SimulatedProcess) => EventBus;
  run: <Answer>(name: string, code: (process: SimulatedProcess) => Promise<Answer>) => Promise<Answer | 'crashed'>;
}>;

const mostRequests = 500;

/** A request that was never answered, or a replay that never came to its end. */
export class NeverDoneError extends Error {
  override readonly name = 'NeverDoneError';
}

/** An operator of the world. */
export function operatorOf({ shopId, clock, table, queues, tableOf, busOf, run }: OperatorWorld): Operator {
  const sendings = new Map<string, number>();
  const ids = seededIds();

  const counted = (queue: Queue): Queue => ({
    async send(messages) {
      await queue.send(messages);
      for (const { attributes = {} } of messages) {
        const letter = attributes[replayAttribute] ?? '';
        sendings.set(letter, (sendings.get(letter) ?? 0) + 1);
      }
    },
  });
  const queuesOf = (process: SimulatedProcess) =>
    new Map(
      Object.entries(queues).map(([functionName, queue]) => [
        queue.name,
        { functionName, queue: queueWithFaults(process, counted(queue)) },
      ]),
    );
  const replayableQueues = new Map(Object.entries(queues).map(([functionName, { name }]) => [name, functionName]));

  /** Asks as the command line does: what is not answered is asked for again. */
  async function ask<Answer>(code: (process: SimulatedProcess) => Promise<Answer>): Promise<Answer> {
    for (let request = 0; request < mostRequests; request += 1) {
      const answer = await run('operator', code).catch(() => 'unanswered' as const);
      if (answer !== 'unanswered' && answer !== 'crashed') return answer;
      clock.advance(1_000);
    }
    throw new NeverDoneError('An operator was never answered.');
  }

  const by = 'operator-1';
  return {
    sendings: () => sendings,
    async replayAll() {
      const request = { selection: {}, ratePerSecond: 25, by, maySee: () => true };
      const { plan } = await ask((process) =>
        planReplay({ table: tableOf(process), clock, ids, replayableQueues }, request),
      );
      for (let request = 0; request < mostRequests; request += 1) {
        const replay = await readReplay(table, plan.replayId);
        if (replay === undefined) throw new NeverDoneError('A replay was planned and is not there.');
        if (replay.progress.state === 'done') return;
        clock.advanceTo(Date.parse(replay.progress.notBefore));
        const dependencies = (process: SimulatedProcess) => {
          return { table: tableOf(process), clock, bus: busOf(process), queues: queuesOf(process) };
        };
        await run('operator', (process) => replayDeadLetters(dependencies(process), replay, by)).catch(() => undefined);
      }
      throw new NeverDoneError('A replay never came to its end.');
    },
    async republishAll() {
      const span = { from: '2026-01-01T00:00:00.000Z', to: clock.now() };
      let cursor: string | undefined;
      do {
        const from = cursor;
        const slice = await ask((process) =>
          republishEvents(
            { table: tableOf(process), clock, bus: busOf(process) },
            { shopId: shopIdSchema.parse(shopId), span, by, cursor: from },
          ),
        );
        cursor = slice.cursor;
      } while (cursor !== undefined);
    },
  };
}
