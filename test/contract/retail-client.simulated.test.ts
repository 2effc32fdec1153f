import { describe, expect, it } from 'vitest';
import { withFaults } from '../../infra/local/simulators/faults.ts';
import { reasonText } from '../../shared/domain/retail-assumptions.ts';
import type { RefundSaleDraft } from '../../shared/domain/retail-records.ts';
import type { Http } from '../../shared/ports/http.ts';
import { retailClient } from '../../shared/retail/retail-client.ts';
import { type RetailTokens, staticTokens } from '../../shared/retail/retail-tokens.ts';
import { rotatingTokens } from '../../shared/retail/rotating-tokens.ts';
import { simulatedTable } from '../simulation/world/simulated-table.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import {
  article,
  retailAccessToken,
  retailConnection,
  type SimulatedRetailSettings,
  simulatedRetail,
} from '../support/simulated-retail.ts';

const account = { ...retailConnection, currency: 'EUR' };

function setUp(
  settings: SimulatedRetailSettings = {},
  tokensOf: (world: Readonly<{ clock: ReturnType<typeof virtualClock>; http: Http }>) => RetailTokens = () =>
    staticTokens(retailAccessToken),
) {
  const clock = virtualClock();
  const retail = simulatedRetail(clock, settings);
  retail.door('items', { items: [article('MUG'), article('CUP'), article('WRAP', 0, { itemType: 'non_inventory' })] });
  const client = retailClient({ http: retail.http, account, tokens: tokensOf({ clock, http: retail.http }) });
  return { clock, client, ...retail };
}

const payment = { paymentTypeId: '9', amountMinor: 2499 };
const draft = (changes: Partial<RefundSaleDraft> = {}): RefundSaleDraft => ({
  referenceNumber: 'demo/CN-9/sale',
  referenceNumberSource: 'avoir',
  shopId: '1',
  registerId: '2',
  employeeId: '7',
  lines: [
    { kind: 'item', itemId: '1', quantity: 2, unitPriceMinor: 1000 },
    { kind: 'misc', amountMinor: 499 },
  ],
  payment,
  ...changes,
});

describe('a refund sale in Retail', () => {
  it('moves no stock while it is open, and brings the units back once when it is completed twice', async () => {
    const { client } = setUp();
    const { value: made } = await client.draftRefundSale(draft());
    expect(made).toMatchObject({ completed: false, totalMinor: -2499, referenceNumber: 'demo/CN-9/sale' });
    const before = await client.listInventoryLog({ itemIds: ['1'], newestFirst: true, limit: 1 });
    const last = before.value.items[0]?.inventoryLogId ?? 0;
    expect((await client.completeSale(made.saleId, payment)).value.completed).toBe(true);
    expect((await client.completeSale(made.saleId, payment)).value.completed).toBe(true);
    const { value: rows } = await client.listInventoryLog({ after: last, itemIds: ['1'] });
    expect(rows.items).toEqual([
      expect.objectContaining({ itemId: '1', shopId: '1', quantityChange: 2, saleId: made.saleId, employeeId: '7' }),
    ]);
    expect(rows.items.map(({ reason, quantityChange }) => reasonText(reason, quantityChange))).toEqual([
      'Returned to stock by refunding',
    ]);
    expect((await client.readItemShops(['1'], '1')).value).toEqual([{ itemId: '1', shopId: '1', quantityOnHand: 12 }]);
  });

  it('is found by its reference with its lines and payments, also once it is archived', async () => {
    const { client } = setUp();
    const { value: first } = await client.draftRefundSale(draft());
    const { value: second } = await client.draftRefundSale(draft());
    await client.archiveSale(first.saleId);
    await client.archiveSale(first.saleId);
    const mine = { referenceNumbers: ['demo/CN-9/sale'], referenceNumberSource: 'avoir' };
    const { value: open } = await client.findSales(mine);
    expect(open.items.map(({ saleId }) => saleId)).toEqual([second.saleId]);
    expect(open.items[0]).toMatchObject({
      lines: [
        { itemId: '1', quantity: -2, totalMinor: -2000 },
        { itemId: undefined, quantity: -1, totalMinor: -499 },
      ],
      payments: [{ paymentTypeId: '9', amountMinor: -2499 }],
    });
    const { value: all } = await client.findSales({ ...mine, withArchived: true });
    expect(all.items.map(({ archived }) => archived)).toEqual([true, false]);
  });

  it('that is completed cannot be archived', async () => {
    const { client } = setUp();
    const { value: made } = await client.draftRefundSale(draft());
    await client.completeSale(made.saleId, payment);
    await expect(client.archiveSale(made.saleId)).rejects.toMatchObject({ name: 'RetailRefusedError' });
  });

  it('whose payment does not add up is refused until a line makes up for it', async () => {
    const { client } = setUp();
    const { value: made } = await client.draftRefundSale(draft({ payment: { ...payment, amountMinor: 2500 } }));
    await expect(client.completeSale(made.saleId, payment)).rejects.toMatchObject({ name: 'RetailRefusedError' });
    expect((await client.changeSale(made.saleId, [{ kind: 'misc', amountMinor: 1 }])).value.totalMinor).toBe(-2500);
    expect((await client.completeSale(made.saleId, payment)).value.completed).toBe(true);
  });
});

describe('the rest of Retail', () => {
  it('logs a level that was written as a correction by a program', async () => {
    const { client } = setUp();
    await client.setQuantityOnHand({ itemId: '1', shopId: '1', quantityOnHand: 8 });
    const { value } = await client.listInventoryLog({ itemIds: ['1'], newestFirst: true, limit: 1 });
    expect(value.items).toEqual([expect.objectContaining({ quantityChange: -2, saleId: undefined, employeeId: '7' })]);
    expect(reasonText(value.items[0]?.reason ?? '', -2)).toBe('API removed');
  });

  it('finds items by what identifies them, and the payment type of the eCom shop by its word', async () => {
    const { client } = setUp();
    const { value } = await client.findItems({ customSkus: ['MUG', 'WRAP', 'NOTHING'] });
    expect(value.items.map(({ itemId, customSku, itemType }) => [itemId, customSku, itemType])).toEqual([
      ['1', 'MUG', 'default'],
      ['3', 'WRAP', 'non_inventory'],
    ]);
    expect((await client.paymentTypes()).value.find(({ type }) => type === 'ecom')?.paymentTypeId).toBe('9');
  });

  it('lists every row once over as many pages as it takes, new ones after the last that was seen', async () => {
    const { client, door } = setUp();
    for (let unit = 0; unit < 7; unit += 1) door('till-sales', { customSku: 'CUP', quantity: 1 });
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listInventoryLog({ itemIds: ['2'], limit: 3, cursor });
      seen.push(...page.value.items.map(({ inventoryLogId }) => inventoryLogId));
      cursor = page.value.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const { value: rest } = await client.listInventoryLog({ after: 7 });
    expect(rest.items.map(({ inventoryLogId }) => inventoryLogId)).toEqual([8, 9]);
  });

  it('says with each answer what is left of the budget, and how long to wait once it is used up', async () => {
    const { client, clock } = setUp();
    const first = await client.paymentTypes();
    expect(first.budget).toMatchObject({ level: 1, size: 90, dripPerSecond: 1, cost: 1 });
    const hurry = async () => {
      for (let request = 0; request < 200; request += 1) {
        clock.advance(100);
        await client.findSales({ saleIds: ['1'] });
      }
    };
    await expect(hurry()).rejects.toMatchObject({
      name: 'RetailLimitedError',
      limiter: 'bucket',
      retryAfterSeconds: 1,
    });
  });

  it('is not there for an unknown sale, nor for whom it does not know', async () => {
    const { client, http } = setUp();
    await expect(client.readSale('99')).rejects.toMatchObject({ name: 'RetailNotFoundError' });
    const stranger = retailClient({ http, account, tokens: staticTokens('somebody') });
    await expect(stranger.readSale('99')).rejects.toMatchObject({ code: 'RETAIL_TOKEN_REFUSED' });
  });

  it('answers with a fault of its own, or not at all', async () => {
    const limited = { status: 429, headers: { 'retry-after': '2' }, body: '' };
    const faults = ['error_after', 'no_answer_after', 'limited'] as const;
    let count = 0;
    const next = () => faults[count++];
    const { client } = setUp({ wrapped: (simulator) => withFaults(simulator, { next, limited }) });
    await expect(client.draftRefundSale(draft())).rejects.toMatchObject({ name: 'RetailFaultError', status: 502 });
    await expect(client.draftRefundSale(draft())).rejects.toMatchObject({ name: 'NoAnswerError' });
    await expect(client.draftRefundSale(draft())).rejects.toMatchObject({ retryAfterSeconds: 2 });
    // Two of the three were made, as the caller could not know.
    expect((await client.findSales({ referenceNumberSource: 'avoir' })).value.items).toHaveLength(2);
  });
});

describe('tokens of Retail', () => {
  it('are renewed as they expire, for months, from the one that the merchant gave', async () => {
    const { client, clock } = setUp({}, (world) =>
      rotatingTokens({
        ...world,
        table: simulatedTable(),
        accountId: retailConnection.accountId,
        secrets: {
          clientId: 'avoir',
          clientSecret: 'client-secret',
          refreshToken: 'refresh-by-hand',
          tokenUrl: `${retailConnection.baseUrl}/auth/oauth/token`,
        },
      }),
    );
    for (let day = 0; day < 90; day += 1) {
      expect((await client.paymentTypes()).value).not.toHaveLength(0);
      clock.advance(86_400_000);
    }
  });
});
