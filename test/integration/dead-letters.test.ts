import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { aCreditNoteBody } from '../support/requests.ts';
import { sickTemplates } from '../support/sick-templates.ts';

let folder: string;
let machine: Machine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-dead-letters-'));
});
afterAll(async () => {
  await machine?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, machine.url), {
    method,
    headers: { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return response.json();
}

const replaySchema = z.looseObject({ replayId: z.string(), state: z.string(), waitMilliseconds: z.number() });

async function run(replayId: string) {
  for (;;) {
    const replay = replaySchema.parse(await call('POST', `/dead-letters/replays/${replayId}/run`, {}));
    if (replay.state === 'done') return replay;
    await new Promise((resolve) => setTimeout(resolve, replay.waitMilliseconds));
  }
}

const listSchema = z.object({ items: z.array(z.looseObject({ queueName: z.string(), letterId: z.string() })) });
const letters = async () => listSchema.parse(await call('GET', '/dead-letters')).items;
const tasksOf = async (caseId: string) =>
  z.looseObject({ tasks: z.array(z.looseObject({})) }).parse(await call('GET', `/shops/demo/cases/${caseId}`)).tasks;
const plan = async () => replaySchema.parse(await call('POST', '/dead-letters/replays', {}));

describe('a message that a bad deployment let die', () => {
  it('is looked at once the cause is healed, replayed, and its task is there exactly once', async () => {
    const dataFolder = join(folder, 'data');
    machine = await startMachine({ port: 0, dataFolder, templatesFolder: await sickTemplates(folder) });
    await call('POST', '/shops/demo/credit-notes', aCreditNoteBody());
    await vi.waitFor(async () => expect(await letters()).toHaveLength(1), { timeout: 60_000, interval: 200 });
    await machine.stop();

    machine = await startMachine({ port: 0, dataFolder });
    const [letter] = await letters();
    expect(letter).toMatchObject({ kind: 'queue_message', state: 'open', shopId: 'demo', caseId: 'CN-1' });
    const path = `/dead-letters/${letter?.queueName}/${letter?.letterId}`;
    expect(await call('GET', path)).toMatchObject({
      destination: 'queue of open-refund-tasks',
      comparison: { verdict: 'would_do_its_work', because: 'tasks_are_missing' },
      body: { detail: { data: { orderNumber: 'ORD00123' } } },
    });
    expect(await tasksOf('CN-1')).toEqual([]);

    const [planned, plannedTwice] = [await plan(), await plan()];
    expect(planned).toMatchObject({ state: 'planned', letterCount: 1 });
    expect(await run(planned.replayId)).toMatchObject({ sent: 1 });
    await vi.waitFor(async () => expect(await tasksOf('CN-1')).toHaveLength(1), { timeout: 30_000, interval: 100 });
    const [task] = await tasksOf('CN-1');

    // Replaying everything a second time, by the same replay and by another, changes nothing.
    expect(await run(planned.replayId)).toMatchObject({ sent: 1 });
    expect(await run(plannedTwice.replayId)).toMatchObject({ sent: 0, skipped: 1 });
    expect(await letters()).toEqual([]);
    expect(await tasksOf('CN-1')).toEqual([task]);
    expect(await call('GET', path)).toMatchObject({ state: 'replayed', replays: [{ replayId: planned.replayId }] });
  });
});
