import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerDescription } from './worker-messages.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const description: WorkerDescription = workerData;
const post = (message: FromWorker): void => parentPort?.postMessage(message);

const errorOf = (error: unknown): Readonly<{ errorType: string; errorMessage: string }> =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: typeof error, errorMessage: String(error) };

async function loadHandler(): Promise<Handler | undefined> {
  try {
    const { handler } = await import(description.bundleUrl);
    if (typeof handler === 'function') return handler;
    post({
      kind: 'init_failed',
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.handler is undefined or not exported',
    });
  } catch (error) {
    post({ kind: 'init_failed', ...errorOf(error) });
  }
  return undefined;
}

/** The context object of Lambda's Node.js runtime, as far as it has a meaning without AWS. */
function contextOf({ requestId, deadlineMilliseconds }: ToWorker): unknown {
  const { functionName, functionArn, memoryMegabytes } = description;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: description.logStreamName,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMilliseconds - Date.now()),
  };
}

async function run(handler: Handler, message: ToWorker): Promise<void> {
  const { requestId } = message;
  try {
    const answer = await handler(JSON.parse(message.payload), contextOf(message));
    post({ kind: 'answered', requestId, answer: JSON.stringify(answer) ?? 'null' });
  } catch (error) {
    post({ kind: 'failed', requestId, ...errorOf(error) });
  }
}

const handler = await loadHandler();
if (handler) {
  parentPort?.on('message', (message: ToWorker) => run(handler, message));
  post({ kind: 'ready' });
}
