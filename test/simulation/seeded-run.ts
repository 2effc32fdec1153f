import type { Violation } from './promised.ts';
import { violationsOf, violationsOfRepetition } from './properties.ts';
import { anyRequests } from './stories/any-requests.ts';
import { creditNoteToTask } from './stories/credit-note-to-task.ts';
import { isNeverEnding, play, repeatEverything, type Story } from './story.ts';
import { inClosedWorld } from './world/closed-world.ts';
import { type Fault, type FaultPlan, faults, faultsAt, faultsOf, type Operation } from './world/fault-plan.ts';
import type { PortCalls, TracedCall } from './world/port-calls.ts';
import { type SeededRandom, seededRandom } from './world/seeded-random.ts';

const faultPercent = 8;
const outagePercent = 35;

/** Names of the stories that a seed may play. */
export const storyNames: readonly string[] = [...creditNoteToTask.map(({ name }) => name), anyRequests.name];

/** What to play: a seed, perhaps held to one story, perhaps with only the faults that are named (by the numbers of the calls). */
export type Seeded = Readonly<{
  seed: number;
  story?: string | undefined;
  faults?: Readonly<Record<number, Fault>> | undefined;
  isTold?: boolean;
}>;

/** How a seed went. */
export type Played = Readonly<{
  seed: number;
  story: string;
  violations: readonly Violation[];
  trace: readonly TracedCall[];
}>;

/**
 * Plays the story that a seed picks, with the faults, the outages, the disorder and the duplicates that follow from it.
 * The same seed plays the same way. A story that never comes to rest is a violation too.
 */
export async function playSeed({ seed, story: wanted, faults: named, isTold }: Seeded): Promise<Played> {
  const random = seededRandom(seed);
  const story = storyOf(random, wanted);
  // Faults come from a generator of their own, so that a change of one delivery does not reshuffle all faults after it.
  const plan = named ? faultsAt(named) : seededPlan(seededRandom(seed ^ 0x5eed));
  let calls: PortCalls | undefined;
  const played = (violations: readonly Violation[]) => ({
    seed,
    story: story.name,
    violations,
    trace: calls?.trace() ?? [],
  });
  try {
    return await inClosedWorld(async () => {
      const ending = await play(story, { plan, random, isTold }, (system) => {
        calls = system.calls;
      });
      const violations = await violationsOf(story, ending);
      if (violations.length > 0) return played(violations);
      return played(await violationsOfRepetition(story, await repeatEverything(ending)));
    });
  } catch (error) {
    if (!isNeverEnding(error)) throw error;
    return played([{ property: 'everything comes to rest', found: error.message }]);
  }
}

function storyOf(random: SeededRandom, wanted: string | undefined): Story {
  const isAny = random.chance(50);
  if (wanted === anyRequests.name || (wanted === undefined && isAny)) return anyRequests.tell(random);
  const fixed = creditNoteToTask.filter(({ name }) => wanted === undefined || name === wanted);
  return random.pick(fixed);
}

/** What can be out for a while: one kind of call of one process. */
const outages = [
  { process: 'open-refund-tasks', operation: 'table.put' },
  { process: 'open-refund-tasks', operation: 'queue.send' },
  { process: 'reconcile-task', operation: 'table.get' },
  { process: 'publish-outbox', operation: 'bus.publish' },
  { process: 'record open-refund-tasks-dead-letters', operation: 'table.put' },
] as const satisfies readonly Readonly<{ process: string; operation: Operation }>[];

/** What can be out when somebody replays what died of it. */
const outagesOfOperator = [
  { process: 'operator', operation: 'queue.send' },
  { process: 'operator', operation: 'bus.publish' },
  { process: 'operator', operation: 'table.transact' },
] as const satisfies readonly Readonly<{ process: string; operation: Operation }>[];

type Outage = { process: string; operation: Operation; fault: Fault; left: number };

/** Faults at single calls, and for some seeds outages: every such call of such a process goes wrong in one way, many times in a row. */
function seededPlan(random: SeededRandom): FaultPlan {
  const outageOf = (of: Readonly<{ process: string; operation: Operation }>, most: number): Outage => {
    const possible: readonly Fault[] = faultsOf[of.operation];
    const fault = random.chance(50) ? 'lost' : random.pick(possible);
    return { ...of, fault, left: 1 + random.below(most) };
  };
  const out = random.chance(outagePercent) ? [outageOf(random.pick(outages), 45)] : [];
  if (out.length > 0 && random.chance(50)) out.push(outageOf(random.pick(outagesOfOperator), 6));
  return (call) => {
    const outage = out.find(
      ({ process, operation, left }) => left > 0 && call.process === process && call.operation === operation,
    );
    if (outage === undefined) return random.chance(faultPercent) ? random.pick(faults) : undefined;
    outage.left -= 1;
    return outage.fault;
  };
}
