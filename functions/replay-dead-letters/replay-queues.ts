import type { Queue } from '../../shared/ports/queue.ts';
import type { ReplayQueue } from './replay-letter.ts';

/** Reads `function=url function=url …` into the queues that letters may go back to, by the names that letters know them by. */
export function replayQueues(text: string, queueAt: (url: string) => Queue): ReadonlyMap<string, ReplayQueue> {
  const queues = text.split(' ').map((declared) => {
    const [, functionName, url] = /^([\w-]+)=(\S+)$/.exec(declared) ?? [];
    if (functionName === undefined || url === undefined) throw new Error('REPLAY_QUEUES is not what the stack sets.');
    return [url.slice(url.lastIndexOf('/') + 1), { functionName, queue: queueAt(url) }] as const;
  });
  return new Map(queues);
}
