import { describe, expect, it } from 'vitest';
import { type PlacedRow, rowsFrom, startOf, surveyWhole } from '../../../../shared/reports/read-report.ts';
import type { ReportSource } from '../../../../shared/reports/report-source.ts';
import { beginSurvey, continueSurvey, dialectOf, type ReportSurvey } from '../../../../shared/reports/report-survey.ts';
import { textFile } from './report-files.ts';

const header = 'Datum;Uhrzeit;Zeitzone;Typ;Status;Währung;Brutto;Transaktionscode;Hinweis';
const row = (number: number, note = '') =>
  `0${1 + (number % 9)}.11.2026;10:15:00;CET;Rückzahlung;Abgeschlossen;EUR;-1.023,45;R-${number};${note}`;
const notes = ['', '"zwei\nZeilen; und ""mehr"""', 'Größe 𝔛', '  ', '"offen'];
const lines = Array.from({ length: 40 }, (_, number) => row(number, notes[number % 4]));
const windows1252 = (text: string) => Buffer.from(text.replaceAll('𝔛', 'X'), 'latin1');
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

const owner = { account: 'main' };

async function listed(rows: AsyncIterable<PlacedRow>): Promise<readonly PlacedRow[]> {
  const list: PlacedRow[] = [];
  for await (const placed of rows) list.push(placed);
  return list;
}

async function all(source: ReportSource): Promise<readonly PlacedRow[]> {
  const dialect = await surveyWhole(source, {});
  return listed(rowsFrom(source, dialect, owner, startOf(dialect)));
}

describe('a report is read on from where it was left as if it had never been', () => {
  const text = (end: string) => `Konto: Größe${end}${end}${header}${end}${lines.join(end)}${end}`;
  it.each([
    ['UTF-8', Buffer.from(text('\n'))],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text('\r\n')}`)],
    ['UTF-8 with carriage returns alone', Buffer.from(text('\r'))],
    ['UTF-16', Buffer.from(`\ufeff${text('\r\n')}`, 'utf16le')],
    ['UTF-16, big end first', utf16be(text('\n'))],
    ['Windows-1252', windows1252(text('\r\n'))],
    ['UTF-8 with empty lines and no end of the last one', Buffer.from(`${text('\n\n')}${row(40)}`)],
  ])('in %s, after any of its rows, however its bytes arrive', async (_encoding, bytes) => {
    const source = textFile(bytes, 7);
    const dialect = await surveyWhole(source, {});
    const whole = await all(textFile(bytes));
    expect(whole.length).toBeGreaterThanOrEqual(lines.length);
    expect(whole.every(({ row: { kind } }) => kind === 'refund')).toBe(true);
    for (const [index, { next }] of whole.entries()) {
      expect(await listed(rowsFrom(source, dialect, owner, next))).toEqual(whole.slice(index + 1));
    }
    expect(whole.at(-1)?.next.byte).toBe(bytes.byteLength);
  });

  it('in JSON, after any of its items', async () => {
    const transaction = (number: number) => ({
      type: 'RETURN',
      amount: 100 + number,
      currency_code: 'EUR',
      order_id: `O-${number}`,
      refund_id: `R-${number}`,
      capture_date: '2026-11-12T10:00:00Z',
    });
    const source = textFile(JSON.stringify({ transactions: [1, 2, 3].map(transaction) }));
    const dialect = await surveyWhole(source, {});
    const whole = await all(source);
    expect(whole).toHaveLength(3);
    const { next } = whole[0] ?? { next: startOf(dialect) };
    expect(await listed(rowsFrom(source, dialect, owner, next))).toEqual(whole.slice(1));
  });
});

describe('a file is looked through before any of its rows is used', () => {
  const many = Array.from({ length: 400 }, (_, number) => row(number).replace('.11.', '/11/').replace(/^0/, '1'));
  const started = async (source: ReportSource): Promise<ReportSurvey> => {
    const survey = await beginSurvey(source);
    if (survey === 'json') throw new Error('It is no JSON.');
    return survey;
  };

  it('piece by piece with what was seen kept in between, to the same decision', async () => {
    const source = textFile([header, ...many].join('\n'));
    let survey = await started(source);
    let pieces = 0;
    while (!survey.isWhole) {
      survey = JSON.parse(JSON.stringify(await continueSurvey(source, survey, () => false)));
      pieces += 1;
    }
    expect(pieces).toBeGreaterThan(5);
    expect(dialectOf(survey, {})).toEqual(await surveyWhole(source, {}));
  });

  it('no further than its header where only that is asked', async () => {
    const source = textFile([header, ...many].join('\n'));
    const survey = await continueSurvey(source, await started(source), (isRecognised) => !isRecognised);
    expect(survey).toMatchObject({ isWhole: false, records: 1, header: { body: survey.place } });
  });

  it('in the encoding that all of it has: letters that come late decide as well as early ones', async () => {
    const late = Buffer.concat([
      Buffer.from('Date,Type,Currency,Gross,Transaction ID,Note\n'),
      Buffer.from('13/11/2026,General Withdrawal,EUR,-1.00,W-1,x\n'.repeat(3000)),
      Buffer.from('13/11/2026,Payment Refund,EUR,-1.00,R-1,Größe\n', 'latin1'),
    ]);
    const rows = await all(textFile(late));
    expect(rows.at(-1)).toMatchObject({ row: { refund: { references: ['Größe'] } }, next: { byte: late.byteLength } });
  });

  it('and where its bytes do not come any more, that is said instead of waited for', async () => {
    const source: ReportSource = {
      name: 'gone',
      async *open() {
        yield Buffer.from(`${header}\n${row(1).repeat(2000)}\n`);
        throw new Error('The rest is gone.');
      },
    };
    await expect(all(source)).rejects.toThrow('The rest is gone.');
  });

  it('and refused where a quote that nobody closes makes one cell of all that is left', async () => {
    const broken = textFile(`${header}\n${row(1, '"offen')}\n${'x'.repeat(2_000_000)}`);
    await expect(all(broken)).rejects.toThrow('It is not readable as CSV');
  });
});
