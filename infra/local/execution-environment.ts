import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FunctionDescription, Invocation } from './invocation.ts';
import type { FromWorker, ToWorker, WorkerDescription } from './worker-messages.ts';

/** One execution environment: a thread with its own memory and `process.env`, which takes one invocation at a time. */
export type ExecutionEnvironment = Readonly<{
  invoke(payload: unknown): Promise<Invocation>;
  /** Whether it may be given another invocation: not after a crash, a timeout or a handler that could not be loaded. */
  isUsable(): boolean;
  close(): Promise<void>;
}>;

// Lambda's own limits: ten seconds to load the code, 6 MB each way of a synchronous invocation.
const initTimeoutSeconds = 10;
const mostPayloadBytes = 6_291_556;
const heapShare = 8;
const smallestHeapMegabytes = 32;

const failure = (errorType: string, errorMessage: string): Invocation => ({ ok: false, errorType, errorMessage });
const timedOut = (task: string, seconds: number): Invocation =>
  failure('Sandbox.Timedout', `Error: ${task} timed out after ${seconds.toFixed(2)} seconds`);
const exited = (reason: string): Invocation =>
  failure('Runtime.ExitError', `Error: Runtime exited with error: ${reason}`);

/** Starts an environment. It loads the code at once; an invocation given before that is over waits for it. */
export function startExecutionEnvironment(description: FunctionDescription): ExecutionEnvironment {
  const worker = startWorker(description);
  const loaded = Promise.withResolvers<void>();
  let settle: ((outcome: Invocation) => void) | undefined;
  let ended: Invocation | undefined;
  let termination: Promise<number> | undefined;

  function finish(outcome: Invocation): void {
    clearTimeout(timer);
    settle?.(outcome);
    settle = undefined;
  }

  function end(because: Invocation): void {
    ended ??= because;
    termination ??= worker.terminate();
    loaded.resolve();
    finish(ended);
  }

  let timer = setTimeout(() => end(timedOut('Init', initTimeoutSeconds)), initTimeoutSeconds * 1000);

  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'ready') {
      clearTimeout(timer);
      loaded.resolve();
    } else if (message.kind === 'answered') finish(answerOf(message.answer));
    else if (message.kind === 'failed') finish(failure(message.errorType, message.errorMessage));
    else end(failure(message.errorType, message.errorMessage));
  });
  worker.on('error', (error) =>
    end(exited(error instanceof Error ? `${error.name}: ${error.message}` : String(error))),
  );
  worker.on('exit', (code) => end(exited(`exit status ${code}`)));

  return {
    isUsable: () => ended === undefined,
    async invoke(payload) {
      const text = JSON.stringify(payload) ?? 'null';
      if (Buffer.byteLength(text) > mostPayloadBytes)
        return failure('RequestTooLargeException', `Request must be smaller than ${mostPayloadBytes} bytes`);
      await loaded.promise;
      if (ended) return ended;
      const { promise, resolve } = Promise.withResolvers<Invocation>();
      settle = resolve;
      const timeoutMilliseconds = description.timeoutSeconds * 1000;
      timer = setTimeout(() => end(timedOut('Task', description.timeoutSeconds)), timeoutMilliseconds);
      const deadlineMilliseconds = Date.now() + timeoutMilliseconds;
      worker.postMessage({ requestId: randomUUID(), payload: text, deadlineMilliseconds } satisfies ToWorker);
      return promise;
    },
    async close() {
      end(exited('the machine was stopped'));
      await termination;
    },
  };
}

function startWorker({ bundlePath, environment, log, ...description }: FunctionDescription): Worker {
  const worker = new Worker(new URL('./function-worker.mjs', import.meta.url), {
    env: environment,
    // V8 collects late what it has much room for: with all of a function's memory, a dozen environments take a gigabyte.
    resourceLimits: {
      maxOldGenerationSizeMb: Math.max(description.memoryMegabytes / heapShare, smallestHeapMegabytes),
      maxYoungGenerationSizeMb: 16,
    },
    stdout: true,
    stderr: true,
    workerData: {
      functionName: description.functionName,
      functionArn: description.functionArn,
      memoryMegabytes: description.memoryMegabytes,
      logStreamName: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`,
      bundleUrl: pathToFileURL(bundlePath).href,
    } satisfies WorkerDescription,
  });
  for (const output of [worker.stdout, worker.stderr]) {
    output.setEncoding('utf8');
    output.on('data', (text: string) => log?.(text));
  }
  return worker;
}

function answerOf(answer: string): Invocation {
  return Buffer.byteLength(answer) > mostPayloadBytes
    ? failure(
        'Function.ResponseSizeTooLarge',
        `Response payload size exceeded maximum allowed payload size (${mostPayloadBytes} bytes).`,
      )
    : { ok: true, result: JSON.parse(answer) };
}
