import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { usualAccount } from '../../../../../../infra/local/simulators/retail/account-settings.ts';
import { type Retail, simulateRetail } from '../../../../../../infra/local/simulators/retail/retail.ts';
import { accountId, article, origin, refund } from './some-retail.ts';

type Deed = Readonly<{ method: string; path: string; body?: unknown; afterSeconds: number }>;

const api = `/API/V3/Account/${accountId}`;
const afterSeconds = fc.nat({ max: 30 });
const itemID = fc.integer({ min: 1, max: 3 });
const saleID = fc.integer({ min: 1, max: 8 });
const units = fc.integer({ min: 1, max: 4 });
const deed = (method: string, path: string, body?: unknown): Omit<Deed, 'afterSeconds'> => ({ method, path, body });
const door = (name: string, body: unknown) => deed('POST', `/_simulator/${accountId}/${name}`, body);

const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc
    .oneof(
      // Lines 1 and 2 are those of the order that the web sold, of items 1 and 2.
      fc.record({ itemID, units, completed: fc.boolean(), sold: fc.constantFrom(0, 1, 2) }).map((one) => {
        const line = { itemID: one.sold || one.itemID, unitQuantity: -one.units, unitPrice: 10 };
        const SaleLine = { ...line, parentSaleLineID: one.sold };
        return deed('POST', `${api}/Sale.json`, refund({ ...one, SaleLines: { SaleLine } }));
      }),
      fc.record({ saleID }).map((one) => deed('PUT', `${api}/Sale/${one.saleID}.json`, { completed: true })),
      fc.record({ saleID }).map((one) => deed('DELETE', `${api}/Sale/${one.saleID}.json`)),
      fc.record({ saleID }).map((one) => {
        const SaleLine = { itemID: 0, unitQuantity: -1, unitPrice: '0.01', tax: false };
        return deed('PUT', `${api}/Sale/${one.saleID}.json`, { SaleLines: { SaleLine } });
      }),
      fc.record({ itemID, qoh: fc.integer({ min: -5, max: 20 }) }).map((one) => {
        return deed('PUT', `${api}/Item/${one.itemID}.json`, { ItemShops: { ItemShop: { shopID: 1, qoh: one.qoh } } });
      }),
      fc
        .record({ itemID, units })
        .map((one) => door('till-sales', { customSku: `A${one.itemID}`, quantity: one.units })),
      fc.record({ itemID, units, updateInventory: fc.boolean() }).map((one) => {
        const lines = [{ customSku: `A${one.itemID}`, quantity: one.units, unitPrice: '10' }];
        return door('link-refunds', { orderNumber: 'ORD1', lines, updateInventory: one.updateInventory });
      }),
      fc.constant(deed('GET', `${api}/Sale.json?load_relations=all`)),
    )
    .chain((one) => afterSeconds.map((seconds) => ({ ...one, afterSeconds: seconds }))),
  { maxLength: 40 },
);

const opening: readonly Deed[] = [
  door('items', { items: ['A1', 'A2', 'A3'].map((sku) => article(sku)) }),
  door('link-sales', {
    orderNumber: 'ORD1',
    lines: ['A1', 'A2'].map((customSku) => ({ customSku, quantity: 3, unitPrice: '10' })),
  }),
].map((one) => ({ ...one, afterSeconds: 0 }));

/** Plays deeds to a Retail with three articles, two of them sold, and remembers those by which it changed. */
function played(script: readonly Deed[]) {
  const retail = newRetail();
  let now = Date.UTC(2026, 10, 12);
  const changing: Deed[] = [];
  let waited = 0;
  for (const { method, path, body, afterSeconds: seconds } of [...opening, ...script]) {
    now += seconds * 1000;
    waited += seconds;
    const before = retail.changes();
    const headers = { authorization: 'Bearer token' };
    retail.handle(
      { method, url: `${origin}${path}`, headers, body: body === undefined ? '' : JSON.stringify(body) },
      now,
    );
    if (retail.changes() === before) continue;
    changing.push({ method, path, body, afterSeconds: waited });
    waited = 0;
  }
  return { retail, account: retail.account(accountId), changing: changing.slice(opening.length) };
}

function newRetail(): Retail {
  const grants = [{ clientId: 'avoir', clientName: 'Avoir', employeeId: '7', accessToken: 'token' }];
  return simulateRetail({ accounts: [usualAccount({ accountId, grants })] });
}

const everySale = ({ account }: ReturnType<typeof played>) => [...account.sales.search(Number.POSITIVE_INFINITY, {})];
const stateOf = (one: ReturnType<typeof played>) =>
  JSON.stringify([everySale(one), one.account.stock.log(), [...one.account.stock.all()]]);

describe('whatever is done to Retail', () => {
  test.prop([deeds])('what is on hand is the sum of the log, in each shop and over all of them', (script) => {
    const { stock } = played(script).account;
    for (const itemId of [1, 2, 3]) {
      const rows = stock.log().filter((row) => row.itemId === itemId);
      const sum = rows.reduce((total, { quantityChange }) => total + quantityChange, 0);
      expect(stock.ofItem(itemId).map(({ shopId, quantityOnHand }) => [shopId, quantityOnHand])).toEqual([
        [0, sum],
        [1, sum],
      ]);
    }
  });

  test.prop([deeds])(
    'a completed sale is paid to the cent and moved exactly its units, any other one none',
    (script) => {
      const one = played(script);
      for (const { saleId, completed, archived, totals, lines } of everySale(one)) {
        const moved = one.account.stock.log().filter((row) => row.saleId === saleId);
        expect(moved.map(({ itemId, quantityChange }) => [itemId, quantityChange])).toEqual(
          completed ? lines.filter(({ itemId }) => itemId !== 0).map((line) => [line.itemId, -line.unitQuantity]) : [],
        );
        if (completed) expect([totals.total, archived]).toEqual([totals.payments, false]);
      }
    },
  );

  test.prop([deeds])('no sold line is refunded more often than it was sold', (script) => {
    const sales = everySale(played(script));
    const lines = sales.filter(({ completed }) => completed).flatMap((sale) => sale.lines);
    for (const { saleLineId, unitQuantity } of lines) {
      const refunds = lines.filter(({ parentSaleLineId }) => parentSaleLineId === saleLineId);
      const refunded = refunds.reduce((sum, refundLine) => sum - refundLine.unitQuantity, 0);
      expect(refunded).toBeLessThanOrEqual(Math.max(0, unitQuantity));
    }
  });

  test.prop([deeds])('the requests that changed it bring another one to the same state', (script) => {
    const first = played(script);
    expect(stateOf(played(first.changing))).toBe(stateOf(first));
  });
});
