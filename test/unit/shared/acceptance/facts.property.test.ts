import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { acceptCreditNote } from '../../../../functions/accept-credit-note/accept-credit-note.ts';
import { recordObservedOrder } from '../../../../shared/acceptance/record-observed-order.ts';
import type { ObservedOrder } from '../../../../shared/domain/observed-order.ts';
import { capturedMinorOf, type Order } from '../../../../shared/domain/order.ts';
import { valueOf } from '../../../../shared/domain/order-value.ts';
import { listDifferences } from '../../../../shared/stores/difference-list.ts';
import { readOrder } from '../../../../shared/stores/order-store.ts';
import { listCases } from '../../../../shared/stores/refund-case-store.ts';
import { type SimulatedTable, simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { anObservedCreditNote, anObservedOrder } from '../../../support/observed-orders.ts';
import { noteOf, orders, requests } from '../../../support/order-arbitraries.ts';
import { aShop, id } from '../../../support/orders.ts';
import { aCreditNoteRequest, aSnapshot } from '../../../support/requests.ts';

const shopId = id.shop('demo');
const clock = virtualClock();
const customer = { name: 'Customer One' };
const twoDigits = (number: number) => String(number).padStart(2, '0');

/** What happens to an order in eCom, one thing a minute: a credit note over one line (perhaps with the shipping), or the cancellation. */
const happenings = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        line: fc.integer({ min: 1, max: 5 }),
        quantity: fc.integer({ min: 1, max: 4 }),
        withShipping: fc.boolean(),
        offMinor: fc.integer({ min: -2, max: 2 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant('cancelled' as const) },
  ),
  { minLength: 1, maxLength: 5 },
);
type Happenings = typeof happenings extends fc.Arbitrary<infer Value> ? Value : never;

/** What eCom shows after the first so many of them. */
function readingAfter(order: Order, all: Happenings, count: number): ObservedOrder {
  const value = valueOf(order);
  const happened = all
    .slice(0, count)
    .map((happening, index) => ({ happening, at: `2026-11-12T10:${twoDigits(index)}:00.000Z`, index }));
  const cancelled = happened.find(({ happening }) => happening === 'cancelled');
  const creditNotes = happened.flatMap(({ happening, at, index }) => {
    if (happening === 'cancelled') return [];
    const line = value?.lines.get(id.line(String(happening.line)));
    const amountMinor = line ? Math.round((line.paidMinor * happening.quantity) / line.quantity) : 500;
    const shippingMinor = happening.withShipping ? order.shippingMinor : 0;
    const totalMinor = Math.max(0, amountMinor + shippingMinor + happening.offMinor);
    const lines = [{ orderLineId: id.line(String(happening.line)), quantity: happening.quantity, amountMinor }];
    return [anObservedCreditNote({ creditNoteId: `INV${index}`, issuedAt: at, lines, shippingMinor, totalMinor })];
  });
  return anObservedOrder({
    fetchedAt: `2026-11-12T11:${twoDigits(count)}:00.000Z`,
    order,
    customer,
    creditNotes,
    cancellation: cancelled && { cancelledAt: cancelled.at, updateInventory: true },
    invoicedQuantities: Object.fromEntries(order.lines.map((line) => [line.orderLineId, line.quantity])),
  });
}

const record = (table: SimulatedTable, observed: ObservedOrder) =>
  recordObservedOrder({ table, clock }, { shopId, shop: aShop(), observed, source: 'webhook' });

const isTouched = (value: object | number) =>
  typeof value === 'number' ? value !== 0 : Object.values(value).some(Boolean);
const touched = <Value extends object | number>(entries: Readonly<Record<string, Value>> = {}) =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => isTouched(value)));

/** Everything that was concluded, without how often the ledger was written. */
async function conclusions(table: SimulatedTable, order: Order) {
  const ledger = (await readOrder(table, shopId, order.orderNumber))?.ledger;
  const { items: cases } = await listCases(table, shopId, 100);
  const { items: differences } = await listDifferences(table, shopId, 100);
  return {
    cases: cases
      .map(({ caseId, standing, plan, reasons, attachedTo }) => ({ caseId, standing, plan, reasons, attachedTo }))
      .toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1)),
    differences: differences.map(({ differenceId, amountMinor }) => [differenceId, amountMinor]).toSorted(),
    events: table
      .rows()
      .flatMap(({ event }) => (event === undefined ? [] : [JSON.stringify(event)]))
      .toSorted(),
    ledger: ledger && {
      ...ledger,
      version: 0,
      lines: touched(ledger.lines),
      payments: touched(ledger.payments),
      cases: ledger.cases.toSorted(),
    },
  };
}

describe('what eCom shows', () => {
  test.prop([orders, happenings, fc.array(fc.nat(), { maxLength: 6 })], { numRuns: 150 })(
    'leads to the same cases in whatever order and however often its readings come',
    async (order, all, picks) => {
      const direct = simulatedTable();
      await record(direct, readingAfter(order, all, all.length));
      const wandering = simulatedTable();
      for (const pick of [...picks, all.length])
        await record(wandering, readingAfter(order, all, pick % (all.length + 1)));
      await record(wandering, readingAfter(order, all, all.length));
      const expected = await conclusions(direct, order);
      expect(await conclusions(wandering, order)).toEqual(expected);
    },
  );

  test.prop([orders, happenings], { numRuns: 100 })('changes nothing when it is read again', async (order, all) => {
    const table = simulatedTable();
    await record(table, readingAfter(order, all, all.length));
    const before = await conclusions(table, order);
    const again = { ...readingAfter(order, all, all.length), fetchedAt: '2026-11-12T12:00:00.000Z' };
    expect(await record(table, again)).toEqual({ kind: 'recorded', changed: [] });
    expect(await conclusions(table, order)).toEqual(before);
  });
});

const requestOf = (order: Order, creditNoteId: string, request: Parameters<typeof noteOf>[1]) => {
  const { lines, discountMinor, shippingMinor, paymentCostsMinor, payments, orderNumber } = order;
  const snapshot = aSnapshot({ orderNumber, lines, discountMinor, shippingMinor, paymentCostsMinor, payments });
  return aCreditNoteRequest({ ...noteOf(creditNoteId, request), orderNumber, order: snapshot });
};

const askedOf = (order: Order, asked: readonly Parameters<typeof creditedOf>[0][], index: number) => {
  const request = asked[index];
  return request && requestOf(order, `CN-${index}`, creditedOf(request));
};

/** A request as the endpoint lets it through: a quantity of 0 has an amount. */
function creditedOf({
  lines,
  ...rest
}: Readonly<{ lines: readonly { line: number; quantity: number; amountMinor?: number | undefined }[] }>) {
  return {
    ...rest,
    lines: lines
      .map(({ line, quantity, amountMinor }) => ({ orderLineId: id.line(String(line)), quantity, amountMinor }))
      .filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor !== undefined),
  };
}

async function playInTurns(
  order: Order,
  { all, asked, turns }: Readonly<{ all: Happenings; asked: Parameters<typeof askedOf>[1]; turns: readonly boolean[] }>,
): Promise<SimulatedTable> {
  const table = simulatedTable();
  let read = 0;
  let sent = 0;
  for (const isReading of turns) {
    const request = askedOf(order, asked, sent);
    if (isReading && read < all.length) {
      read += 1;
      await record(table, readingAfter(order, all, read));
    } else if (request !== undefined) {
      sent += 1;
      await acceptCreditNote({ table, clock }, { shopId, shop: aShop(), request, dryRun: false });
    }
  }
  return table;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('requests and facts on one order, in any interleaving', () => {
  test.prop([orders, happenings, requests, fc.array(fc.boolean(), { maxLength: 12 })], { numRuns: 150 })(
    'never give back more than was paid, bought or captured',
    async (order, all, asked, turns) => {
      const table = await playInTurns(order, { all, asked, turns });
      const ledger = (await readOrder(table, shopId, order.orderNumber))?.ledger;
      const { items: cases } = await listCases(table, shopId, 100);
      for (const line of order.lines) {
        expect(ledger?.lines[line.orderLineId]?.quantity ?? 0).toBeLessThanOrEqual(line.quantity);
      }
      for (const [index, payment] of order.payments.entries()) {
        const payments = cases.flatMap(({ plan }) => plan.payments);
        const shares = payments.filter(({ paymentNumber }) => paymentNumber === index + 1);
        const givenBack = sum(shares.map(({ amountMinor }) => amountMinor));
        expect(givenBack).toBeLessThanOrEqual(capturedMinorOf(payment));
        expect(ledger?.payments[index + 1] ?? 0).toBe(givenBack);
      }
      expect(sum(cases.map(({ plan }) => plan.totalMinor))).toBeLessThanOrEqual(valueOf(order)?.totalMinor ?? 0);
    },
  );
});

describe('a request', () => {
  test.prop([orders, requests], { numRuns: 100 })(
    'gets the same plan or the same refusals in a dry run, and a refusal leaves no trace',
    async (order, asked) => {
      const table = simulatedTable();
      for (const [index, request_] of asked.entries()) {
        const request = requestOf(order, `CN-${index}`, creditedOf(request_));
        const send = (dryRun: boolean) =>
          acceptCreditNote({ table, clock }, { shopId, shop: aShop(), request, dryRun });
        const before = table.rows();
        const planned = await send(true);
        expect(table.rows()).toEqual(before);
        const accepted = await send(false);
        expect(accepted.kind === 'opened' ? { ...accepted, kind: 'planned' } : accepted).toEqual(planned);
        if (accepted.kind === 'refused') expect(table.rows()).toEqual(before);
      }
    },
  );
});
