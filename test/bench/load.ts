import { setTimeout as delay } from 'node:timers/promises';

/** Sends number `index` and resolves when it is answered; rejects when the answer is not the one expected. */
export type Send = (index: number) => Promise<void>;

/** The numbers from `from` up to, not including, `to`. */
export type Range = Readonly<{ from: number; to: number }>;

/** Sends all numbers, always `inFlight` of them at once. Answers the latency of each in milliseconds. */
export async function sendAsFastAsAnswered(
  send: Send,
  { from, to }: Range,
  inFlight: number,
): Promise<readonly number[]> {
  const latencies: number[] = [];
  let next = from;
  async function lane(): Promise<void> {
    while (next < to) {
      const index = next;
      next += 1;
      const startedAt = performance.now();
      await send(index);
      latencies.push(performance.now() - startedAt);
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane));
  return latencies;
}

/**
 * Sends the numbers at random moments, so many a second on average, whether or not those before are answered: customers
 * do not wait for one another. Answers the latency of each in milliseconds, counted from the moment it was due, so that
 * a system (or this sender) that falls behind shows it.
 */
export async function sendAtRate(send: Send, { from, to }: Range, perSecond: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  const sent: Promise<void>[] = [];
  let dueAt = performance.now();
  for (let index = from; index < to; index += 1) {
    dueAt += (-Math.log(1 - Math.random()) / perSecond) * 1000;
    const early = dueAt - performance.now();
    if (early > 1) await delay(early);
    sent.push(answeredSince(dueAt, send(index), latencies));
  }
  await Promise.all(sent);
  return latencies;
}

async function answeredSince(dueAt: number, answered: Promise<void>, latencies: number[]): Promise<void> {
  await answered;
  latencies.push(performance.now() - dueAt);
}
