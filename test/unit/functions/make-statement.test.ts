import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { statementEndpoints } from '../../../functions/make-statement/make-statement.ts';
import { ProblemError } from '../../../shared/lambda/problem.ts';
import { monthlyStatementSchema } from '../../../shared/statements/statement-schema.ts';
import { decisionWorld } from '../../support/decision-world.ts';
import { aProviderRefund } from '../../support/provider-world.ts';

/** A refund of October that is made in November, and one that stays open. */
async function aSystem() {
  const world = await decisionWorld();
  const orderNumber = 'ORD00199';
  await world.credit({ creditNoteId: 'CN-2', orderNumber }, { orderNumber });
  world.clock.advance(20 * 24 * 3600 * 1000);
  await world.say({ refunds: [aProviderRefund({ createdAt: world.clock.now() })] });
  const settings = { shop: async () => world.shop, shops: async () => [world.shop] };
  return statementEndpoints({ table: world.table, settings, clock: world.clock });
}

type Asked = Readonly<{ month?: string; asOf?: string; language?: string }>;

async function ask(ending: '' | '/csv' | '/xlsx', { month = '2026-12', asOf, language = 'en-IE' }: Asked = {}) {
  const answer = (await aSystem())[`GET /shops/{shopId}/statements/{month}${ending}`];
  if (answer === undefined) throw new Error('There is no such endpoint.');
  return answer({
    path: { shopId: 'demo', month },
    query: asOf === undefined ? {} : { asOf },
    body: undefined,
    caller: undefined,
    headers: { 'accept-language': language },
  });
}

const sumOf = (rows: readonly Readonly<{ Entry: string; Amount: string }>[], isOpen: (entry: string) => boolean) =>
  rows.filter(({ Entry }) => isOpen(Entry)).reduce((sum, { Amount }) => sum + Math.round(Number(Amount) * 100), 0);

describe('a statement over HTTP', () => {
  it('has the form that the command line reads', async () => {
    const { status, body } = await ask('');
    expect(status).toBe(200);
    expect(monthlyStatementSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ month: '2026-12', accounts: [{ provider: 'paypal', openAtEnd: { count: 1 } }] });
  });

  it('ties out in its CSV, line by line', async () => {
    const { body, headers } = await ask('/csv');
    expect(headers).toMatchObject({ 'content-disposition': 'attachment; filename="demo-statement-2026-12-02.csv"' });
    const rows = parse<{ Entry: string; Amount: string }>(String(body), { columns: true, bom: true });
    expect(rows).toContainEqual({
      Provider: 'PayPal',
      Currency: 'EUR',
      Entry: 'Refunded by the provider',
      Day: '2026-12-02',
      Order: 'ORD00123',
      'Credit note': 'CN-1',
      Amount: '-10.00',
    });
    const atEnd = sumOf(rows, (entry) => entry === 'Open at the end');
    expect(sumOf(rows, (entry) => entry !== 'Open at the end')).toBe(atEnd);
    expect(atEnd).toBe(1000);
  });

  it('is written for a French spreadsheet where it is asked for in French', async () => {
    const { body } = await ask('/csv', { language: 'fr-FR' });
    const rows = parse(String(body), { columns: true, bom: true, delimiter: ';' });
    expect(rows).toContainEqual(
      expect.objectContaining({ Écriture: 'Remboursé par le fournisseur', Montant: '-10,00', Fournisseur: 'PayPal' }),
    );
  });

  it('is a workbook whose amounts are numbers', async () => {
    const { body } = await ask('/xlsx');
    if (!(body instanceof Uint8Array)) throw new Error('The workbook is no file.');
    const sheets = await readExcelFile(Buffer.from(body));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Statement', 'Refunds', 'Differences']);
    expect(sheets[0]?.data).toEqual([
      ['Provider', 'Currency', 'Entry', 'Number', 'Amount'],
      ['PayPal', 'EUR', 'Open at the start', 2, 20],
      ['PayPal', 'EUR', 'Refunded by the provider', 1, -10],
      ['PayPal', 'EUR', 'Open at the end', 1, 10],
    ]);
  });

  it.each([
    [{ month: '2027-01' }, 422, 'statement_in_future'],
    [{ asOf: '2026-11-30' }, 422, 'day_outside_month'],
    [{ month: '2026-13' }, 400, 'invalid_request'],
  ])('refuses %o with its reason', async (asked, status, code) => {
    const refused = await ask('', asked).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({ status, code });
  });
});
