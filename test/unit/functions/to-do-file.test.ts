import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { toDoFile } from '../../../functions/show-console/to-do-file.ts';
import type { Reader } from '../../../shared/texts/translated.ts';
import { anObservedCreditNote } from '../../support/observed-orders.ts';
import { id } from '../../support/orders.ts';
import { readingsOfOneOrder } from '../../support/readings.ts';
import { visitOf } from '../../support/visits.ts';

const english: Reader = { language: 'en', locale: 'en-IE' };
const french: Reader = { language: 'fr', locale: 'fr-FR' };

let ecom: ReturnType<typeof readingsOfOneOrder>;
beforeEach(() => {
  ecom = readingsOfOneOrder();
});

const textFor = async (reader: Reader): Promise<string> => String((await toDoFile(ecom.table, visitOf(reader))).body);

async function refundsOf(customer: { name: string; email: string }, notes: number) {
  const creditNotes = Array.from({ length: notes }, (_, index) =>
    anObservedCreditNote({
      creditNoteId: `INV00${40 + index}`,
      totalMinor: 250,
      lines: [{ orderLineId: id.line('1'), quantity: 0, amountMinor: 250 }],
    }),
  );
  await ecom.record({ customer, creditNotes });
  await ecom.openTasks();
}

describe('the refunds to make, as a file', () => {
  it('hold what locates each transaction, one line for each', async () => {
    await refundsOf({ name: 'Camille, Exemple', email: 'one@example.com' }, 3);
    const [first, ...others] = parse(await textFor(english), { columns: true, bom: true });
    expect(others).toHaveLength(2);
    expect(first).toMatchObject({
      Order: 'ORD00123',
      Customer: 'Camille, Exemple',
      Provider: 'PayPal',
      'Value of the order': '25.00',
      'Amount to refund': '2.50',
      Currency: 'EUR',
      State: 'To refund',
    });
  });

  it('are read by the spreadsheets of France: semicolons, decimal commas, French titles', async () => {
    await refundsOf({ name: 'Camille Exemple', email: 'one@example.com' }, 1);
    const text = await textFor(french);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(parse(text, { columns: true, bom: true, delimiter: ';' })).toMatchObject([
      { 'Montant à rembourser': '2,50', Commande: 'ORD00123', Fournisseur: 'PayPal' },
    ]);
  });

  it('hold no formula, whatever a customer is called', async () => {
    await refundsOf({ name: '=HYPERLINK("https://example.com";"pay")', email: 'one@example.com' }, 1);
    const [first] = parse<{ Customer: string }>(await textFor(english), { columns: true, bom: true });
    expect(first?.Customer).toBe(`'=HYPERLINK("https://example.com";"pay")`);
  });

  it('are a file with titles only where nothing is left to do', async () => {
    const { headers, body } = await toDoFile(ecom.table, visitOf(english));
    expect(headers).toMatchObject({ 'content-disposition': 'attachment; filename="demo-2026-11-12.csv"' });
    expect(String(body).trim().split('\r\n')).toHaveLength(1);
  });
});
