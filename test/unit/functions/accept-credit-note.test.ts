import { beforeEach, describe, expect, it } from 'vitest';
import { acceptCancellation } from '../../../functions/accept-cancellation/accept-cancellation.ts';
import { acceptCreditNote } from '../../../functions/accept-credit-note/accept-credit-note.ts';
import { creditNoteRequestSchema } from '../../../functions/accept-credit-note/credit-note-request.ts';
import { TableUnavailableError, TransactionRefusedError } from '../../../shared/ports/table.ts';
import { readOrder } from '../../../shared/stores/order-store.ts';
import { readCase } from '../../../shared/stores/refund-case-store.ts';
import { type SimulatedTable, simulatedTable } from '../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../simulation/world/virtual-clock.ts';
import { aShop, id } from '../../support/orders.ts';
import { aCancellationRequest, aCreditNoteBody, aCreditNoteRequest, aSnapshot } from '../../support/requests.ts';

const shopId = id.shop('demo');
const clock = virtualClock();
let table: SimulatedTable;

beforeEach(() => {
  table = simulatedTable();
});

const accept = (changes: Readonly<Record<string, unknown>> = {}, dryRun = false, by = 'anna') =>
  acceptCreditNote({ table, clock }, { shopId, shop: aShop(), request: aCreditNoteRequest(changes), dryRun, by });
const cancel = (changes: Readonly<Record<string, unknown>> = {}) =>
  acceptCancellation(
    { table, clock },
    { shopId, shop: aShop(), request: aCancellationRequest(changes), dryRun: false },
  );

describe('a credit note that is asked for', () => {
  it('opens a case with its order, its ledger and its event in one write', async () => {
    expect(await accept()).toMatchObject({ kind: 'opened', caseId: 'CN-1', plan: { totalMinor: 1000 } });
    expect(await readCase(table, shopId, id.refundCase('CN-1'))).toMatchObject({ plan: { totalMinor: 1000 } });
    expect(await readOrder(table, shopId, id.order('ORD00123'))).toMatchObject({
      customer: { name: 'Customer One' },
      ledger: { version: 1, cases: ['CN-1'], payments: { 1: 1000 } },
    });
    const row = table.rows().find(({ sk }) => sk === 'CASE');
    expect(row?.event).toMatchObject({ eventId: 'refund-case-opened/demo/CN-1', detailType: 'RefundCaseOpened.v1' });
  });

  it('keeps who asked for it and why, as it was said first', async () => {
    await accept({ reason: 'Too small' });
    await accept({ reason: 'Another reason' }, false, 'ben');
    expect(await readCase(table, shopId, id.refundCase('CN-1'))).toMatchObject({
      reason: 'Too small',
      requestedBy: 'anna',
    });
  });

  it('answers the same case when it comes again, whatever its reason says now', async () => {
    const first = await accept({ reason: 'broken' });
    expect(await accept({ reason: 'wrong colour' })).toEqual({ ...first, kind: 'repeated' });
    expect((await readOrder(table, shopId, id.order('ORD00123')))?.ledger.version).toBe(1);
  });

  it('is in conflict when its id was used for something else, also on another order', async () => {
    await accept();
    expect(await accept({ updateInventory: false })).toEqual({ kind: 'conflict', code: 'conflicting_duplicate' });
    const order = aSnapshot({ orderNumber: 'ORD00999' });
    expect(await accept({ orderNumber: 'ORD00999', order })).toEqual({
      kind: 'conflict',
      code: 'conflicting_duplicate',
    });
  });

  it('is in conflict when its order was seen with other lines or payments', async () => {
    await accept();
    const order = aSnapshot({ lines: [{ orderLineId: '1', sku: 'MUG', title: 'Mug', quantity: 5, totalMinor: 5000 }] });
    expect(await accept({ creditNoteId: 'CN-2', order })).toEqual({ kind: 'conflict', code: 'conflicting_order' });
    const sameButForTheCustomer = aSnapshot({ customer: { name: 'C. One' } });
    expect(await accept({ creditNoteId: 'CN-2', order: sameButForTheCustomer })).toMatchObject({ kind: 'opened' });
  });

  it('needs an order that is known or comes along', async () => {
    expect(await accept({ order: undefined })).toEqual({
      kind: 'refused',
      reasons: [{ code: 'order_unknown', asked: 'ORD00123' }],
    });
    await accept();
    expect(await accept({ creditNoteId: 'CN-2', order: undefined })).toMatchObject({ kind: 'opened' });
  });

  it('leaves no trace when it is refused, and may be sent again', async () => {
    expect(await accept({ lines: [{ orderLineId: '1', quantity: 3 }] })).toMatchObject({ kind: 'refused' });
    expect(table.rows()).toEqual([]);
    expect(await accept()).toMatchObject({ kind: 'opened' });
  });

  it('shows the same plan, or the same refusals, in a dry run and writes nothing', async () => {
    const planned = await accept({}, true);
    expect(table.rows()).toEqual([]);
    expect(await accept()).toEqual({ ...planned, kind: 'opened' });
    const tooMany = { creditNoteId: 'CN-2', lines: [{ orderLineId: '1', quantity: 2 }] };
    expect(await accept(tooMany, true)).toEqual(await accept(tooMany));
  });

  it('gives up after five lost races and has written nothing of its own', async () => {
    await accept();
    let lostCount = 0;
    const racing = {
      ...table,
      transact: () => {
        lostCount += 1;
        return Promise.reject(new TransactionRefusedError([{ kind: 'conflict' }]));
      },
    };
    const request = aCreditNoteRequest({ creditNoteId: 'CN-2' });
    const dependencies = { table: racing, clock };
    const acceptance = await acceptCreditNote(dependencies, { shopId, shop: aShop(), request, dryRun: false });
    expect(acceptance).toEqual({ kind: 'contended' });
    expect(lostCount).toBe(5);
    expect(await readCase(table, shopId, id.refundCase('CN-2'))).toBeUndefined();
  });

  it('does not take an unknown outcome for a refusal', async () => {
    const silent = { ...table, transact: () => Promise.reject(new TableUnavailableError('No answer.')) };
    const dependencies = { table: silent, clock };
    const attempt = acceptCreditNote(dependencies, {
      shopId,
      shop: aShop(),
      request: aCreditNoteRequest(),
      dryRun: false,
    });
    await expect(attempt).rejects.toThrow(TableUnavailableError);
  });
});

describe('a cancellation that is asked for', () => {
  it('takes what no credit note took before, once', async () => {
    await accept();
    expect(await cancel()).toMatchObject({
      kind: 'opened',
      caseId: 'cancellation:ORD00123',
      plan: { totalMinor: 1500 },
    });
    expect(await cancel()).toMatchObject({ kind: 'repeated' });
    expect(await cancel({ updateInventory: false })).toEqual({ kind: 'conflict', code: 'conflicting_duplicate' });
    expect(await accept({ creditNoteId: 'CN-2' })).toMatchObject({
      reasons: expect.arrayContaining([{ code: 'order_cancelled' }]),
    });
  });
});

const manyLines = (line: object) =>
  Array.from({ length: 700 }, (_, index) => ({ ...line, orderLineId: String(index) }));

describe('the form of a credit note', () => {
  const problemsOf = (changes: Readonly<Record<string, unknown>>) =>
    creditNoteRequestSchema.safeParse(aCreditNoteBody(changes)).error?.issues.map(({ path }) => path.join('.')) ?? [];

  it('is refused with every place that is wrong', () => {
    expect(
      problemsOf({ currency: 'EURO', issuedAt: 'yesterday', lines: [{ orderLineId: '1', quantity: -1 }] }),
    ).toEqual(['issuedAt', 'currency', 'lines.0.quantity']);
  });

  it.each([
    [
      'the same line twice',
      {
        lines: [
          { orderLineId: '1', quantity: 1 },
          { orderLineId: '1', quantity: 1 },
        ],
      },
      'lines',
    ],
    ['no pieces and no amount', { lines: [{ orderLineId: '1', quantity: 0 }] }, 'lines.0.amountMinor'],
    ['a half cent', { totalMinor: 10.5 }, 'totalMinor'],
    ['an id that reads like a cancellation', { creditNoteId: 'cancellation:ORD00123' }, 'creditNoteId'],
    ['a key separator in an id', { creditNoteId: 'CN#1' }, 'creditNoteId'],
    [
      'an order that is larger than a row',
      { order: aSnapshot({ lines: [{ ...aSnapshot().lines[0], title: 'x'.repeat(500) }].flatMap(manyLines) }) },
      'order',
    ],
    ['a field that nobody knows', { lines: [], total: 5 }, ''],
    [
      'an order with a line id twice',
      { order: aSnapshot({ lines: [...aSnapshot().lines, ...aSnapshot().lines] }) },
      'order.lines',
    ],
  ])('does not take %s', (_, changes, place) => {
    expect(problemsOf(changes)).toEqual([place]);
  });
});
