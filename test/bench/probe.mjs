// Loaded into the measured system before its own code (`node --import`), in the main thread and in every worker: each
// answers what it used. JavaScript without imports, because the loader of types would cost a thread more than what is
// measured. Its messages are checked by whoever asks (`probe-messages.ts`).
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

const questions = new BroadcastChannel('avoir-bench-questions');
const answers = new BroadcastChannel('avoir-bench-answers');

function cpuMilliseconds({ user, system }) {
  return (user + system) / 1000;
}

function readThread(question) {
  const cpu = cpuMilliseconds(process.threadCpuUsage());
  if (question === 'collect') globalThis.gc();
  return {
    name: isMainThread ? 'main' : (process.env.POWERTOOLS_SERVICE_NAME ?? 'worker'),
    threadId,
    cpuMilliseconds: cpu,
    heapUsedBytes: process.memoryUsage().heapUsed,
  };
}

function answerInWorker() {
  questions.onmessage = ({ data: question }) => answers.postMessage(readThread(question));
}

function answerInMainThread() {
  const workers = new Set();
  let question = 'read';
  let cpuAtQuestion = 0;
  let readings = [];
  process.on('worker', (worker) => {
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
  });
  function send() {
    process.send({
      cpuMilliseconds: cpuAtQuestion,
      residentBytes: process.memoryUsage.rss(),
      threads: [readThread(question), ...readings],
    });
  }
  answers.onmessage = ({ data: reading }) => {
    readings.push(reading);
    if (readings.length === workers.size) send();
  };
  process.on('message', (asked) => {
    question = asked;
    cpuAtQuestion = cpuMilliseconds(process.cpuUsage());
    readings = [];
    if (workers.size === 0) send();
    else questions.postMessage(question);
  });
  // Whoever measures is gone, and with that the reason to run.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

if (isMainThread) answerInMainThread();
else answerInWorker();
// The system ends when it has nothing more to do itself.
questions.unref();
answers.unref();
