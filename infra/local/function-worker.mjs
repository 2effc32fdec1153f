// JavaScript on purpose: a thread that strips types itself loads a compiler, 8 MB of memory and 20 ms of every cold start.
import { parentPort, workerData } from 'node:worker_threads';

/** @type {import('./worker-messages.ts').WorkerDescription} */
const description = workerData;

/** @param {import('./worker-messages.ts').FromWorker} message */
const post = (message) => parentPort?.postMessage(message);

/** @param {unknown} error */
const errorOf = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: typeof error, errorMessage: String(error) };

async function loadHandler() {
  try {
    const { handler } = await import(description.bundleUrl);
    if (typeof handler === 'function') return handler;
    const errorMessage = 'index.handler is undefined or not exported';
    post({ kind: 'init_failed', errorType: 'Runtime.HandlerNotFound', errorMessage });
  } catch (error) {
    post({ kind: 'init_failed', ...errorOf(error) });
  }
  return undefined;
}

/**
 * The context object of Lambda's Node.js runtime, as far as it has a meaning without AWS.
 *
 * @param {import('./worker-messages.ts').ToWorker} message
 */
function contextOf({ requestId, deadlineMilliseconds }) {
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

/**
 * @param {(event: unknown, context: unknown) => unknown} handler
 * @param {import('./worker-messages.ts').ToWorker} message
 */
async function run(handler, message) {
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
  parentPort?.on('message', (message) => run(handler, message));
  post({ kind: 'ready' });
}
