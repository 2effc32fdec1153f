import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { creditNoteIdOf } from './credit-note-load.ts';
import type { HttpCaller } from './http-caller.ts';
import type { Range } from './load.ts';

const pageSchema = z.object({ items: z.array(z.object({ caseId: z.string() })), next: z.string().nullable() });
const caseSchema = z.object({ tasks: z.array(z.unknown()) });

const lastOnesLookedAt = 50;
const betweenLooksMilliseconds = 20;
const patienceMilliseconds = 120_000;

/**
 * Waits until every credit note of the range has its open task, and answers when that was (`performance.now`). The last
 * ones are looked at one by one; then all are counted. Throws when some have none after two minutes.
 */
export async function allTasksOpen(caller: HttpCaller, shopId: string, { from, to }: Range): Promise<number> {
  const deadline = performance.now() + patienceMilliseconds;
  for (let index = Math.max(from, to - lastOnesLookedAt); index < to; index += 1) {
    while (!(await hasTask(caller, shopId, creditNoteIdOf(index)))) await pauseBefore(deadline);
  }
  for (;;) {
    const countedAt = performance.now();
    const open = await openCases(caller, shopId);
    let missing = 0;
    for (let index = from; index < to; index += 1) if (!open.has(creditNoteIdOf(index))) missing += 1;
    if (missing === 0) return countedAt;
    await pauseBefore(deadline, `${missing} credit notes`);
  }
}

async function pauseBefore(deadline: number, whose = 'A credit note'): Promise<void> {
  if (performance.now() > deadline) throw new Error(`${whose} without an open task after two minutes.`);
  await delay(betweenLooksMilliseconds);
}

async function hasTask(caller: HttpCaller, shopId: string, caseId: string): Promise<boolean> {
  const { status, body } = await caller.get(`/shops/${shopId}/cases/${caseId}`);
  return status === 200 && caseSchema.parse(JSON.parse(body)).tasks.length > 0;
}

async function openCases(caller: HttpCaller, shopId: string): Promise<ReadonlySet<string>> {
  const cases = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await caller.get(`/shops/${shopId}/refund-tasks?limit=100${query}`);
    if (status !== 200) throw new Error(`The list of tasks was answered with ${status}: ${body}`);
    const page = pageSchema.parse(JSON.parse(body));
    for (const { caseId } of page.items) cases.add(caseId);
    cursor = page.next;
  }
  return cases;
}
