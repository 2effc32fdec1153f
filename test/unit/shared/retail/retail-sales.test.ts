import { describe, expect, it } from 'vitest';
import type { RefundSaleDraft } from '../../../../shared/domain/retail-records.ts';
import { RetailRefusedError } from '../../../../shared/retail/retail-errors.ts';
import { budgetHeaders, completedRefundSale, openRefundSale, single } from '../../../support/retail-answers.ts';
import { accountUrl, connected, sent } from './connected-retail.ts';

const payment = { paymentTypeId: '9', amountMinor: 3750 };
const draft: RefundSaleDraft = {
  referenceNumber: 'demo/CN-9/sale',
  referenceNumberSource: 'avoir',
  shopId: '1',
  registerId: '4',
  employeeId: '6',
  lines: [
    { kind: 'item', itemId: '58', quantity: 3, unitPriceMinor: 1084, parentSaleLineId: '8770' },
    { kind: 'misc', amountMinor: 499 },
    { kind: 'misc', amountMinor: -1 },
  ],
  payment,
};

describe('a refund sale', () => {
  it('is drafted open, with negative quantities, prices that are never negative, and a negative payment', async () => {
    const retail = connected([single('Sale', openRefundSale)]);
    const { value, budget } = await retail.client.draftRefundSale(draft);
    expect(sent(retail)).toMatchObject({
      method: 'POST',
      url: `${accountUrl}/Sale.json`,
      headers: { authorization: 'Bearer a-token' },
      body: {
        completed: false,
        referenceNumber: 'demo/CN-9/sale',
        referenceNumberSource: 'avoir',
        shopID: '1',
        registerID: '4',
        employeeID: '6',
        SaleLines: {
          SaleLine: [
            { itemID: '58', unitQuantity: -3, unitPrice: '10.84', parentSaleLineID: '8770' },
            { itemID: 0, unitQuantity: -1, unitPrice: '4.99' },
            { itemID: 0, unitQuantity: 1, unitPrice: '0.01' },
          ],
        },
        SalePayments: { SalePayment: { paymentTypeID: '9', amount: '-37.50' } },
      },
    });
    expect(value).toMatchObject({ saleId: '3107', completed: false, totalMinor: -3750, paidMinor: -3750 });
    expect(value.createdAt).toBe('2026-11-12T08:15:30.000Z');
    expect(value.completedAt).toBeUndefined();
    expect(budget).toEqual({ level: 12.4, size: 90, dripPerSecond: 1, burstLevel: 3, burstSize: 20, cost: 1.8 });
  });

  it('is never drafted where an open sale is known to move stock', async () => {
    const retail = connected([], { openSaleMovesNothing: false });
    await expect(retail.client.draftRefundSale(draft)).rejects.toThrow('would move stock');
  });

  it('is never drafted with a quantity or a payment that would sell instead of give back', async () => {
    const { client } = connected([]);
    const sells = { ...draft, lines: [{ kind: 'item', itemId: '58', quantity: -3, unitPriceMinor: 1084 } as const] };
    await expect(client.draftRefundSale(sells)).rejects.toThrow();
    const takes = { ...draft, payment: { ...payment, amountMinor: -3750 } };
    await expect(client.draftRefundSale(takes)).rejects.toThrow();
  });

  it('is drafted without a payment where nothing was paid', async () => {
    const retail = connected([single('Sale', openRefundSale)]);
    await retail.client.draftRefundSale({ ...draft, payment: undefined });
    expect(sent(retail).body).not.toHaveProperty('SalePayments');
  });

  it('is read with its lines and payments, whether there are several, one or none', async () => {
    const bare = { ...openRefundSale, SaleLines: '' };
    const retail = connected([single('Sale', completedRefundSale), single('Sale', bare)]);
    const { value } = await retail.client.readSale('3107');
    expect(value.lines).toEqual([
      { saleLineId: '9001', itemId: '58', quantity: -3, totalMinor: -3252, taxRate: 0.21, parentSaleLineId: '8770' },
      {
        saleLineId: '9002',
        itemId: undefined,
        quantity: -1,
        totalMinor: -498,
        taxRate: 0,
        parentSaleLineId: undefined,
      },
    ]);
    expect(value.payments).toEqual([{ salePaymentId: '640', paymentTypeId: '9', amountMinor: -3750 }]);
    expect((await retail.client.readSale('3107')).value).toMatchObject({ lines: [], payments: [] });
    expect(sent(retail).url).toBe(
      `${accountUrl}/Sale/3107.json?load_relations=%5B%22SaleLines%22%2C%22SalePayments%22%5D`,
    );
  });

  it('is completed by one request that sends nothing else', async () => {
    const retail = connected([single('Sale', { ...openRefundSale, completed: 'true' })]);
    const { value } = await retail.client.completeSale('3107', payment);
    expect(sent(retail)).toMatchObject({
      method: 'PUT',
      url: `${accountUrl}/Sale/3107.json`,
      body: { completed: true },
    });
    expect(Object.keys(sent(retail).body)).toEqual(['completed']);
    expect(value.completed).toBe(true);
  });

  it('counts as completed when Retail refuses to complete it because it is', async () => {
    const refused = { status: 422, json: { message: 'This sale has been completed.' } };
    const { client } = connected([refused, single('Sale', completedRefundSale)]);
    expect((await client.completeSale('3107', payment)).value.completed).toBe(true);
  });

  it('that is refused and still open is a refusal, with what Retail said kept for a person', async () => {
    const refused = { status: 422, headers: budgetHeaders, json: { message: 'Payments do not add up.' } };
    const { client } = connected([refused, single('Sale', openRefundSale)]);
    const error = await client.completeSale('3107', payment).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetailRefusedError);
    expect(error).toMatchObject({
      code: 'RETAIL_REFUSED_422',
      detail: 'Payments do not add up.',
      budget: { size: 90 },
    });
    expect(String(error)).not.toContain('add up');
  });

  it('is looked at before it is completed where completing twice is known to harm', async () => {
    const retail = connected([single('Sale', completedRefundSale)], { completingTwiceIsHarmless: false });
    expect((await retail.client.completeSale('3107', payment)).value.completed).toBe(true);
    expect(retail.http.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('takes its payment along where an open sale is known to lose it', async () => {
    const completed = single('Sale', { ...openRefundSale, completed: 'true' });
    const retail = connected([completed], { openSaleKeepsItsPayment: false });
    await retail.client.completeSale('3107', payment);
    expect(sent(retail).body.SalePayments.SalePayment.amount).toBe('-37.50');
  });

  it('that is open is archived, and one that is archived already is answered as it is', async () => {
    const archived = { ...openRefundSale, archived: 'true' };
    const gone = { status: 409, json: { message: 'Cannot delete an archived record' } };
    const retail = connected([single('Sale', archived), gone, single('Sale', archived)]);
    expect((await retail.client.archiveSale('3107')).value.archived).toBe(true);
    expect((await retail.client.archiveSale('3107')).value.archived).toBe(true);
    expect(retail.http.requests.map(({ method }) => method)).toEqual(['DELETE', 'DELETE', 'GET']);
  });

  it('stays open where an open sale is known not to be archived', async () => {
    const retail = connected([single('Sale', openRefundSale)], { openSaleCanBeArchived: false });
    expect((await retail.client.archiveSale('3107')).value.archived).toBe(false);
    expect(retail.http.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('is given a line more for a rounding cent', async () => {
    const retail = connected([single('Sale', openRefundSale)]);
    await retail.client.changeSale('3107', [{ kind: 'misc', amountMinor: 1 }]);
    expect(sent(retail)).toMatchObject({
      method: 'PUT',
      body: { SaleLines: { SaleLine: [{ itemID: 0, unitQuantity: -1, unitPrice: '0.01' }] } },
    });
  });
});
