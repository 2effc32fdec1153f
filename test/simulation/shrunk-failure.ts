import type { Violation } from './promised.ts';
import type { Played } from './seeded-run.ts';
import type { Fault } from './world/fault-plan.ts';
import type { TracedCall } from './world/port-calls.ts';
import { type WorldName, worlds } from './worlds.ts';

/** A seed that breaks a promise, with no more faults than that takes. */
export type ShrunkFailure = Readonly<{
  world: WorldName;
  /** The story that the seed was held to, if it was. */
  wanted: string | undefined;
  seed: number;
  story: string;
  violation: Violation;
  faults: Readonly<Record<number, Fault>>;
  trace: readonly TracedCall[];
}>;

/**
 * Takes fault after fault away for as long as the same promise stays broken. What is left still plays by the seed: its
 * order of calls, deliveries and duplicates, with these faults alone.
 */
export async function shrunkFailure(
  { seed, story, trace, violations }: Played,
  { world = 'requests', wanted }: Readonly<{ world?: WorldName; wanted?: string | undefined }> = {},
): Promise<ShrunkFailure | undefined> {
  const [violation] = violations;
  if (violation === undefined) return undefined;
  const { playSeed } = worlds[world];
  const breaks = async (faults: Readonly<Record<number, Fault>>) =>
    (await playSeed({ seed, story: wanted, faults })).violations.some(
      ({ property }) => property === violation.property,
    );
  let faults = faultsIn(trace);
  // By halves first, then one by one: an outage is dozens of faults, and mostly none of them but one matters.
  for (let size = Math.ceil(Object.keys(faults).length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (const part of partsOf(faults, size)) {
      const without = Object.fromEntries(Object.entries(faults).filter(([number]) => !part.includes(number)));
      if (await breaks(without)) faults = without;
    }
  }
  const again = await playSeed({ seed, story: wanted, faults, isTold: true });
  const found = again.violations.find(({ property }) => property === violation.property) ?? violation;
  return { world, wanted, seed, story, violation: found, faults, trace: again.trace };
}

const faultsIn = (trace: readonly TracedCall[]): Readonly<Record<number, Fault>> =>
  Object.fromEntries(trace.flatMap(({ number, fault }) => (fault ? [[number, fault]] : [])));

function partsOf(faults: Readonly<Record<number, Fault>>, size: number): readonly string[][] {
  const numbers = Object.keys(faults);
  return Array.from({ length: Math.ceil(numbers.length / size) }, (_, part) =>
    numbers.slice(part * size, (part + 1) * size),
  );
}

/** The failure as a person reads it: what was promised, every call in order, and the command that plays it again. */
export function failureText({ world, wanted, seed, story, violation, faults, trace }: ShrunkFailure): string {
  const where = `${world === 'requests' ? '' : ` --world ${world}`}${wanted === undefined ? '' : ` --story "${wanted}"`}`;
  const names = Object.entries(faults).map(([number, fault]) => `${number}:${fault}`);
  const width = Math.max(...trace.map(({ process, operation }) => process.length + operation.length));
  const calls = trace.map(({ number, process, operation, fault, about }) => {
    const who = `${process} ${operation}`.padEnd(width + 1);
    return `${String(number).padStart(5)}  ${who}  ${fault ? `<${fault}> ` : ''}${shortened(about ?? '')}`;
  });
  return [
    `Seed ${seed}, story "${story}": not kept: ${violation.property}`,
    `  found: ${shortened(violation.found, 600)}`,
    ...calls,
    `Again: npm run simulate --${where} --first-seed ${seed} --seeds 1${names.length > 0 ? ` --faults ${names.join(',')}` : ' --faults none'}`,
  ].join('\n');
}

const shortened = (text: string, most = 120): string => (text.length > most ? `${text.slice(0, most)}…` : text);
