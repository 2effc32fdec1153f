import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cellsOf, csv, reconcile, refund, refundHeader, written } from './reconcile-run.ts';

describe('credit notes come from', () => {
  const run = async (name: string, content: string, ...options: readonly string[]) => {
    const file = await written({ [name]: content, 'r.csv': csv(refundHeader, refund) });
    return reconcile('--credit-notes', file(name), '--report', file('r.csv'), ...options);
  };
  const matchesOrder = (out: string) => cellsOf(out)[1]?.slice(1, 4);

  it.each([
    [
      'English',
      'Document type,Invoice number,Order number,Total incl VAT,Currency,Invoice date\nInvoice,INV1,ORD1,120.00,EUR,2026-11-12\nCredit note,INV2,ORD1,23.45,EUR,2026-11-19\n',
    ],
    [
      'French',
      'Numéro;Type de document;Numéro de commande;Montant TTC;Devise;Date de facture\nF1;Facture;ORD1;120,00;EUR;12/11/2026\nF2;Note de crédit;ORD1;-23,45;EUR;19/11/2026\n',
    ],
    ['Dutch', 'Creditnota;Bestelnummer;Totaal incl btw;Valuta;Datum\nC2;ORD1;23,45;EUR;19-11-2026\n'],
    [
      'German',
      'Rechnungsnummer;Bestellnummer;Gesamtbetrag;Währung;Rechnungsdatum\nR1;ORD1;120,00;EUR;12.11.2026\nR2;ORD1;-23,45;EUR;19.11.2026\n',
    ],
  ])('an export in %s, whatever else stands in it', async (_language, content) => {
    const { out, value } = await run('export.csv', content);

    expect(matchesOrder(out)).toEqual(['R-1', 'matched', 'order_reference']);
    expect(value).toMatchObject({ creditNotes: 1 });
  });

  it('a file with headings of its own, by a map', async () => {
    const content = 'Ref,Wie,Som,Wanneer\nX1,ORD1,23.45,2026-11-19\n';
    const map = await written({
      'map.json': JSON.stringify({ creditNoteId: 'Ref', orderNumber: 'Wie', amount: 'Som', issuedAt: 'Wanneer' }),
    });

    await expect(run('own.csv', content)).rejects.toMatchObject({ message: expect.stringContaining('--map FILE') });
    const { out } = await run('own.csv', content, '--map', map('map.json'), '--currency', 'EUR');
    expect(matchesOrder(out)).toEqual(['R-1', 'matched', 'order_reference']);
  });

  it('a spreadsheet', async () => {
    const file = await written({ 'r.csv': csv(refundHeader, refund) });
    const sheet = fileURLToPath(new URL('gutschriften.xlsx', import.meta.url));
    const { out, value } = await reconcile('--credit-notes', sheet, '--report', file('r.csv'));

    expect(matchesOrder(out)).toEqual(['R-1', 'matched', 'order_reference']);
    expect(value).toMatchObject({ creditNotes: 2, rejected: [] });
  });

  it('the eCom API’s own JSON, with its orders', async () => {
    const resource = (id: number) => ({ resource: { id, url: '', link: '' } });
    const invoice = {
      id: 7,
      number: 'INV8',
      createdAt: '2026-11-19T10:00:00+01:00',
      updatedAt: '2026-11-19T10:00:00+01:00',
      status: 'not_paid',
      isVatShifted: false,
      priceIncl: 23.45,
      isCreditNote: true,
      invoice: resource(6),
      order: resource(1),
    };
    const order = {
      id: 1,
      number: 'ORD1',
      createdAt: '2026-11-12T10:00:00+01:00',
      updatedAt: '2026-11-12T10:00:00+01:00',
      status: 'completed',
      paymentStatus: 'paid',
      priceIncl: 120,
      paymentId: 'paypal',
      paymentTitle: 'PayPal',
      paymentPriceIncl: 0,
      shipmentPriceIncl: 5,
      firstname: 'Jan',
      middlename: '',
      lastname: 'Voorbeeld',
      companyName: '',
      addressBillingName: '',
      email: 'jan@example.org',
      giftCardsPayment: [],
      isDiscounted: false,
      customer: resource(3),
    };
    const invoices = {
      invoices: [{ ...invoice, id: 6, number: 'INV7', isCreditNote: false, invoice: false }, invoice],
    };
    const file = await written({
      'invoices.json': JSON.stringify(invoices),
      'orders.json': JSON.stringify({ orders: [order] }),
      'r.csv': csv(refundHeader, refund),
    });
    const files = ['--credit-notes', file('invoices.json'), '--orders', file('orders.json'), '--report', file('r.csv')];

    await expect(reconcile(...files)).rejects.toMatchObject({ message: expect.stringContaining('--currency') });
    const { out, value } = await reconcile(...files, '--currency', 'eur');
    expect(cellsOf(out)[1]?.slice(0, 8)).toEqual([
      'INV8',
      'R-1',
      'matched',
      'order_reference',
      '0.90',
      'refund names the order (order number 50 + exact amount 40)',
      'ORD1',
      'Jan Voorbeeld',
    ]);
    expect(value).toMatchObject({ creditNotes: 1, otherDocuments: 1 });
  });

  it('nowhere, where an accounting export leaves them out, and that is said', async () => {
    const paidOrders = 'Invoice number,Order number,Total,Currency,Invoice date\nINV1,ORD1,120.00,EUR,2026-11-12\n';

    await expect(run('paid.csv', paidOrders)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(
        /holds no credit note, only 1 other documents.*accounting export of paid orders only\?/,
      ),
    });
  });
});
