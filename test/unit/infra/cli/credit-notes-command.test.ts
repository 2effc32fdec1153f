import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../../infra/cli/credit-note-rows.ts';
import { creditNotesSince } from '../../../../infra/cli/credit-notes-command.ts';
import { ecomClient } from '../../../../shared/ecom/ecom-client.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { aShop } from '../../../support/orders.ts';
import { lampAndRug, simulatedEcom, testEcomUrl } from '../../../support/simulated-ecom.ts';

const account = { baseUrl: testEcomUrl, language: 'fr', apiKey: 'key', apiSecret: 'secret' };

function setUp() {
  const clock = virtualClock();
  const ecom = simulatedEcom(clock);
  return { clock, ...ecom, client: ecomClient({ http: ecom.http, clock, account }) };
}

describe("a shop's credit notes as a file", () => {
  it('hold what a refund is found by: order, provider, amount, customer, dates', async () => {
    const { backOffice, clock, client, calls } = setUp();
    const placedAt = clock.now();
    backOffice.place({ ...lampAndRug, lastname: 'Example, "the 2nd"' });
    clock.advance(60_000);
    backOffice.credit({ order: 'ORD00001', lines: [{ line: 1, quantity: 1 }] });
    const rows = await creditNotesSince(client, aShop(), placedAt);
    expect(rows).toEqual([
      {
        creditNoteId: 'CRE00002',
        orderNumber: 'ORD00001',
        provider: 'paypal',
        account: 'main',
        paymentId: '',
        amount: '20.00',
        currency: 'EUR',
        issuedAt: clock.now(),
        customerName: 'Ada Example, "the 2nd"',
        orderTotal: '143.49',
        paidAt: placedAt,
        paymentMethod: 'paypal',
        customerEmail: 'ada@example.com',
      },
    ]);
    expect(csvOf(rows)).toBe(
      'creditNoteId,orderNumber,provider,account,paymentId,amount,currency,issuedAt,customerName,orderTotal,paidAt,paymentMethod,customerEmail\r\n' +
        `CRE00002,ORD00001,paypal,main,,20.00,EUR,${clock.now()},"Ada Example, ""the 2nd""",143.49,${placedAt},paypal,ada@example.com\r\n`,
    );
    expect(calls.filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  it('begin on the day that was asked for, and read an order once', async () => {
    const { backOffice, clock, client, calls } = setUp();
    backOffice.place(lampAndRug);
    backOffice.credit({ order: 'ORD00001', lines: [{ line: 1, quantity: 1 }] });
    clock.advance(86_400_000);
    const since = clock.now();
    backOffice.credit({ order: 'ORD00001', lines: [{ line: 1, quantity: 1 }] });
    backOffice.credit({ order: 'ORD00001', lines: [], shipping: true });
    const rows = await creditNotesSince(client, aShop(), since);
    expect(rows.map(({ amount }) => amount)).toEqual(['20.00', '3.50']);
    expect(calls.filter((call) => /\/orders\/\d+\.json/.test(call))).toHaveLength(1);
  });

  it('are no formulas for a spreadsheet', () => {
    const row = { creditNoteId: '=1+1', orderNumber: '-2', provider: '', account: '', paymentId: '', amount: '1.00' };
    const rest = { currency: 'EUR', issuedAt: '', customerName: '@x', orderTotal: '', paidAt: '', paymentMethod: '' };
    expect(csvOf([{ ...row, ...rest, customerEmail: '' }]).split('\r\n')[1]).toBe("'=1+1,'-2,,,,1.00,EUR,,'@x,,,,");
  });
});
