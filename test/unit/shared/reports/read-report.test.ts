import { describe, expect, it } from 'vitest';
import { rowsIn, textFile } from './report-files.ts';

const paypalHeader =
  'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Transaction ID,Reference Txn ID,Invoice Number';
const paypalRow = (
  cells: Partial<Record<'date' | 'type' | 'status' | 'gross' | 'currency' | 'zone', string>> = {},
): string =>
  [
    cells.date ?? '11/20/2026',
    '10:15:00',
    cells.zone ?? 'CET',
    'Jan Voorbeeld',
    cells.type ?? 'Payment Refund',
    cells.status ?? 'Completed',
    cells.currency ?? 'EUR',
    `"${cells.gross ?? '-23.45'}"`,
    'R-1',
    'P-1',
    'ORD1',
  ].join(',');
const paypal = (...rows: string[]) => textFile([paypalHeader, ...rows].join('\r\n'));

const canonicalHeader =
  'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName,kind';
const canonical = (...rows: string[]) => textFile([canonicalHeader, ...rows].join('\n'));

// Failure mode 16 of the facts on payment providers (§9): files drift in language, columns, separators and order.
describe('a file is read by what it says, not by how it looks', () => {
  it('its columns may be in any order and of any number', async () => {
    const shuffled = 'Type,Currency,Transaction ID,Gross,Date,Whatever\nPayment Refund,EUR,R-1,-23.45,20/11/2026,x';

    expect(await rowsIn(textFile(shuffled))).toMatchObject([
      { kind: 'refund', refund: { refundId: 'R-1', amountMinor: 2345, createdAt: '2026-11-20T00:00:00Z' } },
    ]);
  });

  it.each([
    [
      'German',
      'Datum;Uhrzeit;Zeitzone;Typ;Status;Währung;Brutto;Transaktionscode',
      '20.11.2026;10:15:00;CET;Rückzahlung;Abgeschlossen;EUR;-1.023,45;R-1',
    ],
    [
      'French',
      'Date;Heure;Fuseau horaire;Type;État;Devise;Brut;Numéro de transaction',
      '20/11/2026;10:15:00;CET;Remboursement de paiement;Effectué;EUR;-1 023,45;R-1',
    ],
    [
      'Dutch',
      'Datum;Tijd;Tijdzone;Type;Status;Valuta;Bruto;Transactiereferentie',
      '20-11-2026;10:15:00;CET;Terugbetaling;Voltooid;EUR;-1.023,45;R-1',
    ],
    [
      'Spanish',
      'Fecha,Hora,Zona horaria,Tipo,Estado,Divisa,Bruto,Id. de transacción',
      '20/11/2026,10:15:00,CET,Reembolso de pago,Completado,EUR,"-1.023,45",R-1',
    ],
  ])('its language may be %s', async (_language, header, row) => {
    expect(await rowsIn(textFile(`${header}\n${row}\n`))).toMatchObject([
      { kind: 'refund', refund: { amountMinor: 102_345, status: 'done', createdAt: '2026-11-20T09:15:00Z' } },
    ]);
  });

  it('its encoding may be UTF-16 or Windows-1252', async () => {
    const text = 'Datum;Typ;Währung;Brutto;Transaktionscode\n20.11.2026;Rückzahlung;EUR;-23,45;R-1\n';
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    const windows = Buffer.from(text, 'latin1');

    for (const bytes of [utf16, windows]) expect(await rowsIn(textFile(bytes))).toMatchObject([{ kind: 'refund' }]);
  });

  it('a row says its own zone: an abbreviation, a name, or none', async () => {
    const instants = async (zone: string) => {
      const [row] = await rowsIn(paypal(paypalRow({ zone })), { timeZone: 'Europe/Brussels' });
      return row?.kind === 'refund' ? row.refund.createdAt : row;
    };

    expect(await instants('PST')).toBe('2026-11-20T18:15:00Z');
    expect(await instants('America/Los_Angeles')).toBe('2026-11-20T18:15:00Z');
    expect(await instants('')).toBe('2026-11-20T09:15:00Z');
  });
});

describe('nothing is guessed', () => {
  it('dates that read either way are refused with the question', async () => {
    const ambiguous = paypal(paypalRow({ date: '03/04/2026' }));

    await expect(rowsIn(ambiguous)).rejects.toThrow('Is 03/04/2026 written day first or month first?');
    expect(await rowsIn(ambiguous, { order: 'day_first' })).toMatchObject([
      { refund: { createdAt: '2026-04-03T09:15:00Z' } },
    ]);
  });

  it('one date of the file decides for all, also for those before it', async () => {
    const file = paypal(paypalRow({ date: '03/04/2026' }), paypalRow({ date: '03/28/2026' }));

    expect(await rowsIn(file)).toMatchObject([
      { refund: { createdAt: '2026-03-04T09:15:00Z' } },
      { refund: { createdAt: '2026-03-28T09:15:00Z' } },
    ]);
  });

  it('dates written in two ways are refused', async () => {
    const file = paypal(paypalRow({ date: '13/04/2026' }), paypalRow({ date: '03/28/2026' }));

    await expect(rowsIn(file)).rejects.toThrow('written in two ways');
  });

  it('an amount that has decimals or thousands is refused with the question', async () => {
    const ambiguous = paypal(paypalRow({ gross: '-1.234' }));

    await expect(rowsIn(ambiguous)).rejects.toThrow('Does -1.234 have decimals or thousands?');
    expect(await rowsIn(ambiguous, { mark: ',' })).toMatchObject([{ refund: { amountMinor: 123_400 } }]);
  });

  it('a file of another kind names the kinds that are known', async () => {
    await expect(rowsIn(textFile('a,b\n1,2\n'))).rejects.toThrow(
      /No report is known with the header "a, b".*PayPal activity download/,
    );
    await expect(rowsIn(textFile('{"a":1}'))).rejects.toThrow('no page of Klarna settlements');
    await expect(rowsIn(textFile('{"a":'))).rejects.toThrow('It begins like JSON and is none');
    await expect(rowsIn(textFile(''))).rejects.toThrow('It is empty');
  });

  it.each<readonly [what: string, cells: Parameters<typeof paypalRow>[0] & {}, reason: string]>([
    ['another amount than a number', { gross: 'free' }, 'amount_unreadable: "free"'],
    ['more decimals than the currency has', { gross: '-1.234,567' }, 'too_many_decimals: "-1.234,567" EUR'],
    ['no currency', { currency: 'EUX' }, 'currency_unknown: "EUX"'],
    ['a day that is not in the calendar', { date: '02/30/2026' }, 'date_unreadable: "02/30/2026 10:15:00"'],
    ['a zone that nobody knows', { zone: 'Middle/Earth' }, 'time_zone_unknown: "Middle/Earth"'],
    ['a status that is not known', { status: 'Perhaps' }, 'status_unknown: "Perhaps" of a refund'],
    ['a type that takes money back and is not known', { type: 'Geld weg' }, 'type_unknown: "Geld weg"'],
  ])('a row with %s is rejected with its line, and the others are read', async (_what, cells, reason) => {
    const mark = cells.gross?.includes(',') === true ? ',' : '.';
    const rows = await rowsIn(paypal(paypalRow({ gross: '-23' }), paypalRow(cells)), { order: 'month_first', mark });

    expect(rows).toMatchObject([
      { kind: 'refund', line: 2 },
      { kind: 'rejected', line: 3, reason },
    ]);
  });
});

describe('the canonical columns', () => {
  it('tell refunds, payments, chargebacks and returned money apart', async () => {
    const rows = await rowsIn(
      canonical(
        'PayNow,main,R-1,P-1,23.45,EUR,completed,2026-11-20T10:00:00Z,ORD1,Jan Voorbeeld,',
        'paynow,main,,P-1,120.00,EUR,,2026-11-12,ORD1,,payment',
        'paynow,,CB-1,P-1,5,EUR,,2026-11-21,,,chargeback',
        'paynow,main,R-1,P-1,23.45,EUR,,2026-11-24,,,returned',
        'paynow,main,R-2,P-1,23.45,EUR,,2026-11-24,,,present',
      ),
    );

    expect(rows).toMatchObject([
      { kind: 'refund', refund: { provider: 'paynow', refundId: 'R-1', status: 'done', kind: 'refund' } },
      { kind: 'payment', payment: { paymentId: 'P-1', amountMinor: 12_000 } },
      { kind: 'refund', refund: { account: 'main', kind: 'chargeback', amountMinor: 500 } },
      { kind: 'refund', refund: { refundId: 'R-1', kind: 'returned', status: 'returned' } },
      { kind: 'rejected', reason: 'kind_unknown: "present"', line: 6 },
    ]);
  });

  it('of a yen have no decimals, of a dinar three', async () => {
    const rows = await rowsIn(
      canonical('x,,R-1,,1234,JPY,,2026-11-20,,,', 'x,,R-2,,1.5,TND,,2026-11-20,,,', 'x,,R-3,,1.5,JPY,,2026-11-20,,,'),
    );

    expect(rows).toMatchObject([
      { refund: { amountMinor: 1234 } },
      { refund: { amountMinor: 1500 } },
      { kind: 'rejected', reason: 'too_many_decimals: "1.5" JPY' },
    ]);
  });

  it('are read to the end of a file of any length, one row after the other', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `x,main,R-${index},,1.00,EUR,,2026-11-20,,,`);

    expect((await rowsIn(canonical(...rows))).filter(({ kind }) => kind === 'refund')).toHaveLength(20_000);
  });
});
