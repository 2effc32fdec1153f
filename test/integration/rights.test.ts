import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeStreamCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { Right } from '../../infra/local/guard/policy-document.ts';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { onFailureDocument } from '../../infra/local/stream-event.ts';
import { streamReader } from '../../infra/local/stream-reader.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import { recordObservedOrder } from '../../shared/acceptance/record-observed-order.ts';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import type { ProviderRefund } from '../../shared/domain/provider-refund.ts';
import { type ProviderWord, recordProviderFacts } from '../../shared/reconciliation/record-provider-facts.ts';
import { taskKey } from '../../shared/stores/keys.ts';
import { writeOfPause } from '../../shared/stores/paused-shop-store.ts';
import { openEffect } from '../../shared/stores/stock-effect-store.ts';
import { declaredAnswers } from '../support/api/declared-answers.ts';
import { type Behind, behindTheGuard, onlyTable, send } from '../support/behind-the-guard.ts';
import { defaultShops } from '../support/default-shops.ts';
import { aRefundSale } from '../support/effects.ts';
import { anObservedCreditNote, anObservedOrder } from '../support/observed-orders.ts';
import { anOrder, aShop, id } from '../support/orders.ts';
import { aProviderRefund } from '../support/provider-world.ts';
import { quiet } from '../support/quiet.ts';
import { aCreditNoteBody, aSnapshot } from '../support/requests.ts';

const patience = { timeout: 30_000, interval: 100 };
const caseSchema = z.object({ tasks: z.array(z.object({ nextCheckAt: z.string() })).min(1) });
const replaySchema = z.object({ replayId: z.string() });
const listSchema = z.object({ items: z.array(z.unknown()) });

const overQuantity = anObservedCreditNote({
  totalMinor: 3000,
  lines: [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }],
});

let folder: string;
let machine: Machine | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-rights-'));
});
afterEach(async () => {
  await machine?.stop();
  machine = undefined;
  await rm(folder, { recursive: true });
});

const declared = declaredAnswers();

/** Each answer of the running system is what the description that it serves declares. */
async function call({ url, token }: Machine, path: string, body?: unknown) {
  const response = await fetch(new URL(path, url), {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '*' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const route = (await declared).routeOf(body === undefined ? 'GET' : 'POST', path);
  const given = { route, status: response.status, headers: Object.fromEntries(response.headers), body: text };
  expect((await declared).faultsOf(given).map((fault) => `${route} ${given.status}: ${fault}`)).toEqual([]);
  return { status: response.status, body: JSON.parse(text) };
}

const creditNote = (number: number) => {
  const orderNumber = `ORD-${number}`;
  return aCreditNoteBody({ creditNoteId: `CN-${number}`, orderNumber, order: aSnapshot({ orderNumber }) });
};

/** What Lambda would say of a record of the stream that carries an event, had its function failed on it for good. */
async function givenUpRecord(behind: Behind, { emulators }: Machine): Promise<unknown> {
  const { streamArn } = await onlyTable(behind);
  const { StreamDescription: stream } = await behind.streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const shardId = stream?.Shards?.[0]?.ShardId ?? '';
  const { ShardIterator: iterator = '' } = await behind.streams.send(
    new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const { records } = await streamReader(emulators.dynamoDb, streamArn)(iterator, 100, new AbortController().signal);
  const first = records.find(({ event }) => JSON.stringify(event).includes('RefundCaseOpened'));
  if (first === undefined) throw new Error('The stream carries no event.');
  const givenUp = { condition: 'RetryAttemptsExhausted', invokeCount: 11, records: [first] } as const;
  return onFailureDocument(givenUp, { streamArn, shardId, functionArn: 'arn:publish-outbox' });
}

const unusedOf = (running: Machine): ReadonlySet<string> =>
  new Set([...running.unusedRights()].flatMap(([name, rights]) => rights.map((right) => textOf(name, right))));
const textOf = (name: string, { action, resource }: Right): string => `${name} ${action} ${resource}`;

// CDK gives these with every queue that feeds a function or takes what one gave up; Lambda asks for them in its console.
const givenByCdk = /sqs:(ChangeMessageVisibility|GetQueueUrl) |^publish-outbox sqs:GetQueueAttributes /;
// A message that really died takes minutes: test/integration/dead-letters.test.ts lets one die and sends it back.
// So does a bucket that has to drip before a lane goes on: test/unit/functions/apply-inventory-lane.test.ts.
// Whoever finds Retail's token expired renews it for all; archive-drafts writes nothing else, and is seldom the one:
// test/unit/shared/retail/rotating-tokens.test.ts.
const ofOthers =
  /^(replay-dead-letters sqs:SendMessage|record-dead-letters dynamodb:GetItem|apply-inventory sqs:SendMessage|archive-drafts dynamodb:PutItem) /;
// What reads eCom is asked for its rights where it does so: test/integration/ecom-source.test.ts.
const ofEcom =
  /^(receive-ecom-webhook |observe-order |sweep-ecom-orders |prepare-shop |make-credit-note |accept-\S+ secretsmanager:GetSecretValue )/;
// Of providers, reports and people: provider-webhooks, provider-portals and reports beside this file, and test/browser.
const ofProviders =
  /^(receive-provider-webhook |show-console |record-decision |\S+-report |reconcile-task (secretsmanager:GetSecretValue|dynamodb:GetItem) )/;
// What is told in the morning depends on the hour at which this runs: test/integration/digest.test.ts makes it come.
const ofDigests = /^(make-digests|send-digest) /;
const isShownElsewhere = (text: string): boolean =>
  [ofOthers, ofEcom, ofProviders, ofDigests].some((shown) => shown.test(text));

describe('what functions may do', () => {
  it('is what they do: over all their ways, nothing is granted that nobody uses, and nothing is refused', async () => {
    const dataFolder = join(folder, 'data');
    machine = await startMachine({ port: 0, dataFolder });
    const first = machine;
    const behind = behindTheGuard(first);
    expect(await call(first, '/shops/demo/credit-notes', creditNote(1))).toMatchObject({ status: 201 });
    const cancellation = {
      orderNumber: 'ORD-2',
      cancelledAt: '2026-11-13T09:00:00.000Z',
      updateInventory: true,
      order: aSnapshot({ orderNumber: 'ORD-2' }),
    };
    expect(await call(first, '/shops/demo/cancellations', cancellation)).toMatchObject({ status: 201 });
    const table = dynamoTable(behind.dynamoDb, (await onlyTable(behind)).name);
    const observed = anObservedOrder({ order: anOrder({ orderNumber: 'ORD-3' }), creditNotes: [overQuantity] });
    const reading = { shopId: id.shop('demo'), shop: aShop(), observed, source: 'webhook' } as const;
    expect(await recordObservedOrder({ table, clock: systemClock }, reading)).toMatchObject({ changed: ['INV00038'] });
    const waiting = async () => listSchema.parse((await call(first, '/shops/demo/cases?waiting=true')).body).items;
    expect(await waiting()).toMatchObject([{ caseId: 'INV00038' }]);
    const answer = { answer: 'let_pass' };
    expect(await call(first, '/shops/demo/cases/INV00038/answer', answer)).toMatchObject({ status: 200 });
    expect(await waiting()).toEqual([]);
    const theCase = async () => caseSchema.parse((await call(first, '/shops/demo/cases/CN-1')).body);
    await vi.waitFor(theCase, patience);
    // A provider shows less than was credited, and then that this was nothing.
    const said = { refundId: 'RF-1', paymentId: 'CAP-1', amountMinor: 900 };
    const word = (changes: Partial<ProviderRefund>): ProviderWord => {
      const refunds = [aProviderRefund({ ...said, ...changes })];
      const shop = { shopId: id.shop('demo'), orderPrefix: 'ORD', noteGraceHours: 48 };
      return { shop, refunds, payments: [], channel: 'webhook', now: systemClock.now() };
    };
    const differences = async () => listSchema.parse((await call(first, '/shops/demo/differences')).body).items;
    await recordProviderFacts(table, word({}));
    const mismatch = expect.objectContaining({ reason: 'amount_mismatch' });
    await vi.waitFor(async () => expect(await differences()).toContainEqual(mismatch), patience);
    await recordProviderFacts(table, word({ status: 'failed', statusAt: '2026-11-13T10:00:00.000Z' }));
    await vi.waitFor(async () => expect(await differences()).not.toContainEqual(mismatch), patience);
    // Another refund is older than its credit note, and nothing explains it until that one comes.
    await recordProviderFacts(
      table,
      word({ refundId: 'RF-4', amountMinor: 1000, paymentId: 'CAP-4', references: ['ORD4'] }),
    );
    const unexplained = expect.objectContaining({ reason: 'refund_without_credit_note' });
    await vi.waitFor(async () => expect(await differences()).toContainEqual(unexplained), patience);
    const payments = [{ ...aSnapshot().payments[0], providerPaymentId: 'CAP-4' }];
    const late = { ...creditNote(4), orderNumber: 'ORD4', order: aSnapshot({ orderNumber: 'ORD4', payments }) };
    expect(await call(first, '/shops/demo/credit-notes', late)).toMatchObject({ status: 201 });
    await vi.waitFor(async () => expect(await differences()).not.toContainEqual(unexplained), patience);
    const thisMonth = systemClock.now().slice(0, 'YYYY-MM'.length);
    for (const list of ['refund-tasks', 'cases', 'orders/ORD-1', `statements/${thisMonth}`]) {
      expect(await call(first, `/shops/demo/${list}`)).toMatchObject({ status: 200 });
    }
    // A message that cannot be worked on, two that nobody could, and one of them a second time.
    await send(behind, 'ReconcileTaskQueue', {
      kind: 'reconcile_task',
      shopId: 'demo',
      caseId: 'NONE',
      paymentNumber: 1,
    });
    await send(behind, 'ReconcileTaskDeadLetters', { kind: 'nonsense' });
    const document = await givenUpRecord(behind, first);
    for (const _ of ['first', 'again']) await send(behind, 'OutboxFailures', document);
    const deadLetters = async () => listSchema.parse((await call(first, '/dead-letters')).body).items;
    await vi.waitFor(async () => expect(await deadLetters()).toHaveLength(2), patience);
    const atWork = /^(reconcile-task dynamodb:PutItem|record-dead-letters dynamodb:UpdateItem) /;
    await vi.waitFor(() => expect([...unusedOf(first)].filter((text) => atWork.test(text))).toEqual([]), patience);
    const replay = replaySchema.parse((await call(first, '/dead-letters/replays', {})).body);
    const { body: run } = await call(first, `/dead-letters/replays/${replay.replayId}/run`, {});
    expect(run).toMatchObject({ sent: expect.any(Number) });
    const since = { from: '2026-01-01T00:00:00Z' };
    expect(await call(first, '/shops/demo/events/republish', since)).toMatchObject({ status: 200 });
    await quiet(first);
    // A task whose check is overdue is found by the schedule, which runs with the next start.
    const key = taskKey(id.shop('demo'), id.refundCase('CN-1'), 1);
    const past = '2026-11-12T09:00:00.000Z';
    await table.update({ key, set: { nextCheckAt: past, workOrder: past } });
    // A person lets a shop go on that was stopped.
    const accountId = (await defaultShops())[0]?.settings.retail?.accountId ?? '';
    const paused = { shopId: id.shop('demo'), caseId: id.refundCase('CN-1'), saleId: '1', pausedAt: past };
    await table.put(writeOfPause(accountId, paused).row);
    expect(await call(first, '/shops/demo/retail-lane')).toMatchObject({ body: { stoppedShops: [{ saleId: '1' }] } });
    expect(await call(first, '/shops/demo/retail-lane/resume', {})).toMatchObject({ status: 200 });
    expect(await call(first, '/shops/demo/retail-lane')).toMatchObject({ body: { stoppedShops: [] } });
    await quiet(first);
    // An effect in a lane that nobody woke is found as well.
    const forgotten = aRefundSale({ accountId, caseId: id.refundCase('CN-FORGOTTEN') });
    await openEffect(table, forgotten, past);
    await first.stop();

    machine = await startMachine({ port: 0, dataFolder });
    const second = machine;
    await vi.waitFor(async () => {
      const [task] = caseSchema.parse((await call(second, '/shops/demo/cases/CN-1')).body).tasks;
      expect(task?.nextCheckAt).not.toBe(past);
    }, patience);
    const unusedInFirst = unusedOf(first);
    const unused = [...unusedOf(second)].filter((text) => unusedInFirst.has(text));
    expect(unused.filter((text) => !(givenByCdk.test(text) || isShownElsewhere(text)))).toEqual([]);
    expect(await readFile(second.logPath, 'utf8')).not.toContain('access_denied');
  });

  it('is refused when no statement of their role grants it, which the log names', async () => {
    const templatesFolder = join(folder, 'templates');
    await cp(await synthesize(() => undefined), templatesFolder, { recursive: true });
    const names = (await readdir(templatesFolder)).filter((name) => name.endsWith('.template.json'));
    for (const name of names) {
      const path = join(templatesFolder, name);
      await writeFile(path, (await readFile(path, 'utf8')).replaceAll('"dynamodb:PutItem"', '"dynamodb:DeleteItem"'));
    }
    machine = await startMachine({ port: 0, templatesFolder });
    expect(await call(machine, '/shops/demo/credit-notes', creditNote(1))).toMatchObject({ status: 500 });
    expect(await readFile(machine.logPath, 'utf8')).toMatch(
      /access_denied accept-credit-note dynamodb:PutItem arn:aws:dynamodb:\S+:table\/AvoirStorage-Table/,
    );
  });

  it('stops the start when a queue could not be drained or a log not be written in the name of a role', async () => {
    const templatesFolder = join(folder, 'templates');
    await cp(await synthesize(() => undefined), templatesFolder, { recursive: true });
    const path = join(templatesFolder, 'AvoirReconciliation.template.json');
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('"sqs:DeleteMessage"', '"sqs:PurgeQueue"'));
    await expect(startMachine({ port: 0, templatesFolder })).rejects.toThrow(
      /^The role \S+ lacks \{"Effect":"Allow","Action":"sqs:DeleteMessage","Resource":"arn:aws:sqs:\S+"\}$/,
    );
  });
});
