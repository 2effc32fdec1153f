import { type ExecutionEnvironment, startExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDescription, Invocation } from './invocation.ts';

/** All execution environments of one function. */
export type FunctionPool = Readonly<{
  /** Waits for a free environment, first come first served, and runs the function in it. */
  invoke(payload: unknown): Promise<Invocation>;
  /** Ends every environment, also in the middle of an invocation. Whoever waits is answered with an error. */
  close(): Promise<void>;
}>;

type Resting = Readonly<{ environment: ExecutionEnvironment; end: NodeJS.Timeout }>;

const closed: Invocation = { ok: false, errorType: 'ServiceException', errorMessage: 'The machine is stopping.' };

// As on Lambda, which takes back after some minutes what nobody uses: here a thread with 30 MB. More than the minute
// after which the shortest schedule comes again.
const usualIdleSeconds = 90;

/**
 * Runs a function in as many environments as there are concurrent invocations, at most `maxConcurrency`. The one used
 * last is taken first, so that the others stay cold, and end when nobody needed them for `idleSeconds`; one that timed
 * out or crashed is replaced by the next invocation.
 */
export function createFunctionPool(
  description: FunctionDescription & Readonly<{ maxConcurrency: number; idleSeconds?: number }>,
): FunctionPool {
  const environments = new Set<ExecutionEnvironment>();
  const idle: Resting[] = [];
  const ending = new Set<Promise<void>>();
  const waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
  let isClosed = false;

  function start(): ExecutionEnvironment {
    const environment = startExecutionEnvironment(description);
    environments.add(environment);
    return environment;
  }

  function acquire(): ExecutionEnvironment | Promise<ExecutionEnvironment | undefined> {
    const warm = idle.pop();
    if (warm) {
      clearTimeout(warm.end);
      return warm.environment.isUsable() ? warm.environment : replace(warm.environment);
    }
    if (environments.size < description.maxConcurrency) return start();
    const { promise, resolve } = Promise.withResolvers<ExecutionEnvironment | undefined>();
    waiting.push(resolve);
    return promise;
  }

  function replace(environment: ExecutionEnvironment): ExecutionEnvironment {
    environments.delete(environment);
    return start();
  }

  function release(environment: ExecutionEnvironment): void {
    if (isClosed) return;
    const next = waiting.shift();
    if (next) next(environment.isUsable() ? environment : replace(environment));
    else if (environment.isUsable()) rest(environment);
    else environments.delete(environment);
  }

  function rest(environment: ExecutionEnvironment): void {
    const milliseconds = (description.idleSeconds ?? usualIdleSeconds) * 1000;
    const resting: Resting = { environment, end: setTimeout(() => end(resting), milliseconds).unref() };
    idle.push(resting);
  }

  function end(resting: Resting): void {
    idle.splice(idle.indexOf(resting), 1);
    environments.delete(resting.environment);
    const ended = resting.environment.close().finally(() => ending.delete(ended));
    ending.add(ended);
  }

  return {
    async invoke(payload) {
      const environment = isClosed ? undefined : await acquire();
      if (environment === undefined) return closed;
      const outcome = await environment.invoke(payload);
      release(environment);
      return outcome;
    },
    async close() {
      isClosed = true;
      for (const next of waiting.splice(0)) next(undefined);
      for (const { end: planned } of idle.splice(0)) clearTimeout(planned);
      await Promise.all([...ending, ...[...environments].map((environment) => environment.close())]);
    },
  };
}
