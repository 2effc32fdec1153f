/**
 * Loaded into the measured system before its own code (`node --import`), in the main thread and in every worker: each
 * answers what it used. The system's own code knows nothing of it.
 */
import { BroadcastChannel, isMainThread, threadId, type Worker } from 'node:worker_threads';
import { type ProcessReading, type ThreadReading, threadReadingSchema } from './probe-messages.ts';

const questions = new BroadcastChannel('avoir-bench-questions');
const answers = new BroadcastChannel('avoir-bench-answers');

function readThread(): ThreadReading {
  const { user, system } = process.threadCpuUsage();
  globalThis.gc?.();
  return {
    name: isMainThread ? 'main' : (process.env.POWERTOOLS_SERVICE_NAME ?? 'worker'),
    threadId,
    cpuMilliseconds: (user + system) / 1000,
    heapUsedBytes: process.memoryUsage().heapUsed,
  };
}

function answerInWorker(): void {
  questions.onmessage = () => answers.postMessage(readThread());
  questions.unref();
  answers.unref();
}

function answerInMainThread(): void {
  const workers = new Set<Worker>();
  let readings: ThreadReading[] = [];
  let cpuAtQuestion = 0;
  process.on('worker', (worker) => {
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
  });
  answers.onmessage = (message) => {
    readings.push(threadReadingSchema.parse(message.data));
    if (readings.length === workers.size) send();
  };
  function send(): void {
    process.send?.({
      cpuMilliseconds: cpuAtQuestion,
      residentBytes: process.memoryUsage.rss(),
      threads: [readThread(), ...readings],
    } satisfies ProcessReading);
  }
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    cpuAtQuestion = (user + system) / 1000;
    readings = [];
    if (workers.size === 0) send();
    else questions.postMessage('read');
  });
  questions.unref();
  answers.unref();
  // Whoever measures is gone: so is the reason to run.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

if (isMainThread) answerInMainThread();
else answerInWorker();
