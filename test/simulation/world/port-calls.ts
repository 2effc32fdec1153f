import type { Fault, FaultPlan, Operation, PortCall } from './fault-plan.ts';
import { faultsOf } from './fault-plan.ts';

/** One call as it went, for the trace of a story. */
export type TracedCall = PortCall & Readonly<{ fault?: Fault }>;

/** How one call of a port is done, and how it is done when something befalls it. */
export type Doing<Answer> = Readonly<{
  perform(): Promise<Answer>;
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
export type PortCalls = Readonly<{ startProcess(): SimulatedProcess; trace(): readonly TracedCall[] }>;

/** Numbers the calls of all processes and lets the plan befall them. */
export function portCalls(plan: FaultPlan): PortCalls {
  const trace: TracedCall[] = [];

  function faultOf(operation: Operation): Fault | undefined {
    const call = { number: trace.length + 1, operation };
    const planned = plan(call);
    const possible: readonly Fault[] = faultsOf[operation];
    const fault = planned && possible.includes(planned) ? planned : undefined;
    trace.push(fault ? { ...call, fault } : call);
    return fault;
  }

  return {
    trace: () => trace,
    startProcess() {
      const { promise: crashed, resolve: settleCrashed } = Promise.withResolvers<void>();
      let isGone = false;
      function die(): Promise<never> {
        isGone = true;
        settleCrashed();
        return new Promise(() => undefined);
      }
      return {
        crashed,
        hasCrashed: () => isGone,
        async call(operation, { perform, unanswered, inPart, conflict, stale }) {
          if (isGone) return die();
          const fault = faultOf(operation);
          switch (fault) {
            case undefined:
              return perform();
            case 'lost':
              throw unanswered();
            case 'applied_without_answer':
              await settled(perform());
              throw unanswered();
            case 'applied_twice':
              await settled(perform());
              return perform();
            case 'in_part':
              return (inPart ?? perform)();
            case 'conflict':
              return (conflict ?? perform)();
            case 'stale':
              return (stale ?? perform)();
            case 'crash_before':
              return die();
            case 'crash_after':
              await settled(perform());
              return die();
          }
        },
      };
    },
  };
}

// Whether it was done or refused, the answer does not reach the caller.
const settled = (doing: Promise<unknown>): Promise<unknown> => Promise.allSettled([doing]);
