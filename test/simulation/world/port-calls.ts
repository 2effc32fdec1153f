import type { Fault, FaultPlan, Operation, PortCall } from './fault-plan.ts';
import { faultsOf } from './fault-plan.ts';
import type { Turns } from './seeded-turns.ts';

/** One call as it went, for the trace of a story. What it was about is said only where somebody wants to read it. */
export type TracedCall = PortCall & Readonly<{ fault?: Fault; about?: string }>;

/** How one call of a port is done, and how it is done when something befalls it. */
export type Doing<Answer> = Readonly<{
  perform(): Promise<Answer>;
  /** Keys, or what else tells this call from others like it. */
  about?(): string;
  /** What the caller is told when no answer comes. */
  unanswered(): Error;
  inPart?(): Promise<Answer>;
  conflict?(): Promise<Answer>;
  stale?(): Promise<Answer>;
}>;

/** A run of some code that may die. After a crash none of its calls has an effect, and none is answered. */
export type SimulatedProcess = Readonly<{
  call<Answer>(operation: Operation, doing: Doing<Answer>): Promise<Answer>;
  /** Settles when the process has crashed: race the code against it. */
  crashed: Promise<void>;
  hasCrashed(): boolean;
}>;

/** All calls of a world in one sequence of numbers, each with the fault that the plan has for it. */
export type PortCalls = Readonly<{ startProcess(name?: string): SimulatedProcess; trace(): readonly TracedCall[] }>;

/** Lets a call go on when its turn has come: once before it is done, and once before its answer arrives. */
export type Turn = () => Promise<void>;

/**
 * How calls are made: in whose turn (without it each at once), and whether the trace says what each was about. `turns`
 * gives each call one turn, in which it is done and answered; with `turnsOf` somebody else decides, for each process, in
 * which order calls are done and in which they are answered.
 */
export type Calling = Readonly<{
  turns?: Turns | undefined;
  turnsOf?: (() => Turn) | undefined;
  isTold?: boolean | undefined;
}>;

type FaultOf = (operation: Operation, about: (() => string) | undefined) => Fault | undefined;

/** Numbers the calls of all processes and lets the plan befall them. */
export function portCalls(plan: FaultPlan, { turns, turnsOf, isTold = false }: Calling = {}): PortCalls {
  const trace: TracedCall[] = [];

  const faultIn =
    (process: string): FaultOf =>
    (operation, about) => {
      const call = { number: trace.length + 1, process, operation };
      const planned = plan(call);
      const possible: readonly Fault[] = faultsOf[operation];
      const fault = planned && possible.includes(planned) ? planned : undefined;
      trace.push({ ...call, ...(fault && { fault }), ...(isTold && about && { about: about() }) });
      return fault;
    };

  const waiting = () => {
    const turn = turnsOf?.();
    return { beforeDoing: turn ?? turns?.next, beforeAnswer: turn };
  };
  return { trace: () => trace, startProcess: (name = 'a process') => simulatedProcess(faultIn(name), waiting()) };
}

type Waiting = Readonly<{ beforeDoing: Turn | undefined; beforeAnswer: Turn | undefined }>;

function simulatedProcess(faultOf: FaultOf, { beforeDoing, beforeAnswer }: Waiting): SimulatedProcess {
  const { promise: crashed, resolve: settleCrashed } = Promise.withResolvers<void>();
  let isGone = false;

  async function crash(perform: (() => Promise<unknown>) | undefined): Promise<never> {
    isGone = true;
    await Promise.allSettled([perform?.()]);
    settleCrashed();
    return never();
  }

  return {
    crashed,
    hasCrashed: () => isGone,
    async call(operation, doing) {
      const doingTurn: Promise<void> | undefined = beforeDoing?.();
      if (doingTurn !== undefined) await doingTurn;
      if (isGone) return never();
      const fault = faultOf(operation, doing.about);
      if (fault === 'crash_before') return crash(undefined);
      if (fault === 'crash_after') return crash(doing.perform);
      const outcome = await outcomeOf(befallen(fault, doing));
      const answerTurn: Promise<void> | undefined = beforeAnswer?.();
      if (answerTurn !== undefined) await answerTurn;
      // A call that was under way when the process died at another one: its answer finds nobody.
      if (isGone) return never();
      return outcome();
    },
  };
}

/** Waits until a call is over, and answers with what gives its answer or throws its refusal. */
const outcomeOf = <Answer>(call: Promise<Answer>): Promise<() => Answer> =>
  call.then(
    (answer) => () => answer,
    (refusal: unknown) => () => {
      throw refusal;
    },
  );

const never = (): Promise<never> => new Promise(() => undefined);

async function befallen<Answer>(
  fault: Exclude<Fault, 'crash_before' | 'crash_after'> | undefined,
  { perform, unanswered, inPart = perform, conflict = perform, stale = perform }: Doing<Answer>,
): Promise<Answer> {
  switch (fault) {
    case undefined:
      return perform();
    case 'lost':
      throw unanswered();
    case 'applied_without_answer':
      // Whether it was done or refused, the caller does not get to know.
      await Promise.allSettled([perform()]);
      throw unanswered();
    case 'applied_twice':
      await Promise.allSettled([perform()]);
      return perform();
    case 'in_part':
      return inPart();
    case 'conflict':
      return conflict();
    case 'stale':
      return stale();
  }
}
