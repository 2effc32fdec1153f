import * as z from 'zod';
import { type AvoirClient, expected } from '../avoir-client.ts';
import type { RequestOutcome } from './request-sending.ts';

/** What the check needs of a refund task. */
export type FoundTask = Readonly<{ caseId: string; paymentNumber: number; amountMinor: number; currency: string }>;

/** The tasks that the system shows, by `taskKey`. */
export type FoundTasks = ReadonlyMap<string, FoundTask>;

const pageSchema = z.object({
  items: z.array(z.object({ caseId: z.string(), paymentNumber: z.int(), amountMinor: z.int(), currency: z.string() })),
  next: z.string().nullable(),
});

/** Tells tasks apart: there is exactly one for each payment of a case. */
export const taskKey = ({ caseId, paymentNumber }: Pick<FoundTask, 'caseId' | 'paymentNumber'>): string =>
  `${caseId} ${paymentNumber}`;

/** All refund tasks of a shop that the list shows. The list may lag behind, and a task may move in it while it is read. */
export async function listTasks(client: AvoirClient, shopId: string): Promise<FoundTasks> {
  const found = new Map<string, FoundTask>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = expected(
      pageSchema,
      await client.get(`/shops/${encodeURIComponent(shopId)}/refund-tasks?limit=100${query}`),
    );
    for (const task of page.items) found.set(taskKey(task), task);
    cursor = page.next;
  }
  return found;
}

/** The tasks that must exist after these outcomes: one for each payment that gives something back. */
export function expectedTasks(outcomes: Iterable<RequestOutcome>): readonly FoundTask[] {
  return [...outcomes].flatMap(({ accepted }) =>
    accepted === undefined
      ? []
      : accepted.payments
          .filter(({ amountMinor }) => amountMinor > 0)
          .map(({ paymentNumber, amountMinor }) => ({
            caseId: accepted.caseId,
            paymentNumber,
            amountMinor,
            currency: accepted.currency,
          })),
  );
}

/** How long to wait for tasks that come no nearer. */
export type Waiting = Readonly<{
  pause: (milliseconds: number) => Promise<void>;
  onProgress: (found: number, expected: number) => void;
  fruitlessAttempts?: number;
}>;

// A message that a killed function held comes back when its visibility ends, which is three minutes; so long may
// nothing turn up. The pauses grow, for reading the whole list over and over would itself be a load.
const longestPauseMilliseconds = 5_000;
const pauseStepMilliseconds = 500;
const defaultFruitlessAttempts = 50;

/**
 * Lists the shop's tasks until all that are expected were seen, for as long as more of them turn up. Returns what was
 * found; whether that is enough is for the report to say.
 */
export async function awaitTasks(
  client: AvoirClient,
  shopId: string,
  awaited: readonly FoundTask[],
  { pause, onProgress, fruitlessAttempts = defaultFruitlessAttempts }: Waiting,
): Promise<FoundTasks> {
  const found = new Map<string, FoundTask>();
  const missing = (): number => awaited.filter((task) => !found.has(taskKey(task))).length;
  for (let fruitless = 0; fruitless < fruitlessAttempts; fruitless += 1) {
    const before = missing();
    for (const [key, task] of await listTasks(client, shopId)) found.set(key, task);
    onProgress(awaited.length - missing(), awaited.length);
    if (missing() === 0) break;
    if (missing() < before) fruitless = 0;
    await pause(Math.min((fruitless + 1) * pauseStepMilliseconds, longestPauseMilliseconds));
  }
  return found;
}
