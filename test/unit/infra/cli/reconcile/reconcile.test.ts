import { describe, expect, it } from 'vitest';
import { cellsOf, csv, note, noteHeader, reconcile, refund, refundHeader, written } from './reconcile-run.ts';

async function reconcileLines(notes: readonly string[], refunds: readonly string[], ...options: readonly string[]) {
  const file = await written({ 'notes.csv': csv(noteHeader, ...notes), 'refunds.csv': csv(refundHeader, ...refunds) });
  return reconcile('--credit-notes', file('notes.csv'), '--report', file('refunds.csv'), ...options);
}

describe('avoir reconcile', () => {
  it('shows every kind of result with the files that come with it', async () => {
    const { text, value, exitCode, out } = await reconcile('--demo');

    expect(exitCode).toBe(1);
    expect(text).toMatch(/^To do today\n.*1 {9}35\.00 EUR {2}refunded twice/);
    expect(value).toMatchObject({
      creditNotes: 15,
      rejected: [],
      totals: {
        matched: { count: 7, amounts: [{ currency: 'EUR', amount: '259.15' }] },
        proposed: { count: 1 },
        amount_mismatch: { count: 1, amounts: [{ currency: 'EUR', amount: '2.00' }] },
        duplicate_refund: { count: 1 },
        credit_note_without_refund: { count: 1 },
        refund_without_credit_note: { count: 1 },
        pending: { count: 1 },
        refund_returned: { count: 1 },
        chargeback: { count: 1 },
        currency_mismatch: { count: 1 },
        other_channel: { count: 1 },
      },
    });
    expect(out.trimEnd().split('\r\n')).toHaveLength(20);
  });

  it('says good where everything agrees', async () => {
    const { exitCode, text, out } = await reconcileLines([note], [refund]);

    expect(exitCode).toBe(0);
    expect(text).toMatch(/^Nothing to do today: everything agrees/);
    expect(cellsOf(out)[1]).toEqual([
      'CN-1',
      'R-1',
      'matched',
      'payment_id',
      '1.00',
      'same payment id (payment id 60 + exact amount 40)',
      'ORD1',
      'Jan Voorbeeld',
      'paypal',
      'main',
      'P-1',
      '23.45',
      '23.45',
      '0.00',
      'EUR',
      '2026-11-19T09:00:00Z',
      '2026-11-20T10:00:00Z',
      '',
    ]);
  });

  // Failure mode 21 of the facts on payment providers (§9).
  it('21: a report given twice, and periods that overlap, change nothing', async () => {
    const file = await written({
      'notes.csv': csv(noteHeader, note),
      'a.csv': csv(refundHeader, refund),
      'b.csv': csv(refundHeader, refund, refund),
    });
    const once = await reconcile('--credit-notes', file('notes.csv'), '--report', file('a.csv'));
    const often = await reconcile(
      '--credit-notes',
      file('notes.csv'),
      ...['a.csv', 'a.csv', 'b.csv'].flatMap((name) => ['--report', file(name === 'b.csv' ? 'b.csv' : 'a.csv')]),
    );

    expect(often.out).toBe(once.out);
  });

  // Failure mode 20: a customer chooses the name that ends up in the shop's spreadsheet.
  it('20: writes no text that a spreadsheet takes for a formula', async () => {
    const { out } = await reconcileLines(
      [note.replace('Jan Voorbeeld', '"=cmd|\'/c calc\'!A1"'), note.replace('CN-1', '@SUM(A1)')],
      [],
    );

    expect(out).toContain(",'=cmd|");
    expect(out).toContain("\r\n'@SUM(A1),");
    expect(out).toContain(',23.45,,23.45,EUR,');
  });

  it('writes for French spreadsheets with semicolons and decimal commas, a negative difference included', async () => {
    const { out } = await reconcileLines([note], [refund.replace('23.45', '25.00')], '--locale', 'fr-FR');
    const [header, line] = cellsOf(out, ';');

    expect(header?.slice(0, 3)).toEqual(['creditNoteId', 'refundId', 'verdict']);
    expect([line?.[2], ...(line?.slice(11, 15) ?? [])]).toEqual(['amount_mismatch', '23,45', '25,00', '-1,55', 'EUR']);
  });

  it('writes JSON where the file is called so', async () => {
    const { out } = await reconcileLines([note], [], '--as-json', '--as-of', '2026-11-30');

    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({
        creditNoteId: 'CN-1',
        verdict: 'credit_note_without_refund',
        creditAmount: '23.45',
        refundAmount: null,
        score: 0,
      }),
    ]);
  });

  it('calls nothing missing that is newer than the reports', async () => {
    const later = 'CN-2,ORD2,paypal,main,P-2,10.00,EUR,2026-11-25,Piet Ander';
    const { out, exitCode } = await reconcileLines([note, later], [refund]);

    expect(cellsOf(out)[2]?.slice(0, 3)).toEqual(['CN-2', '', 'pending']);
    expect(exitCode).toBe(0);
  });

  it('says which rows it could not read, and does not call that good', async () => {
    const { text, exitCode } = await reconcileLines(
      [note, note],
      [refund, refund.replace('R-1', 'R-2').replace('completed', 'maybe')],
    );

    expect(exitCode).toBe(1);
    expect(text).toContain('NOT READ, so missing above: 2 rows');
    expect(text).toContain('notes.csv, line 3: credit_note_repeated: "CN-1"');
    expect(text).toContain('refunds.csv, line 3: status_unknown: "maybe"');
  });

  it.each([
    [['--report', 'x.csv'], 'Say --credit-notes FILE'],
    [['--credit-notes', 'x.csv'], 'Say --report FILE'],
    [['--credit-notes', '/nowhere/x.csv', '--report', 'y.csv'], 'There is no file'],
  ])('ends as wrong usage with %j', async (args, message) => {
    await expect(reconcile(...args)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
  });

  it('asks how dates are written instead of guessing', async () => {
    const file = await written({
      'notes.csv': csv(noteHeader, note.replace('2026-11-19T09:00:00Z', '03/04/2026')),
      'r.csv': csv(refundHeader, refund),
    });
    const files = ['--credit-notes', file('notes.csv'), '--report', file('r.csv')];

    await expect(reconcile(...files)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('--date-order'),
    });
    expect((await reconcile(...files, '--date-order', 'day-first')).out).toContain('2026-04-03T00:00:00Z');
  });
});
