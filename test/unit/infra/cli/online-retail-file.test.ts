import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readOnlineRetail } from '../../../../infra/cli/import/online-retail-file.ts';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

async function aFile(rows: readonly string[], name = 'year.csv'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'avoir-file-')), name);
  const text = [header, ...rows, ''].join('\n');
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

const sale = '536365,85123A,"WHITE HANGING, HEART",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom';
const secondLine = '536365,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom';
const credit = 'C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,,United Kingdom';

describe('reading the data set', () => {
  it.each(['year.csv', 'year.csv.gz'])('makes invoices of rows (%s)', async (name) => {
    expect(await readOnlineRetail(await aFile([sale, credit, secondLine], name))).toMatchObject([
      {
        number: '536365',
        kind: 'order',
        customerId: '17850',
        lines: [
          { position: 1, articleCode: '85123A', title: 'WHITE HANGING, HEART', quantity: 6, unitPrice: '2.55' },
          { position: 2, articleCode: '71053' },
        ],
      },
      { number: 'C536379', kind: 'credit_note', customerId: '', lines: [{ articleCode: 'D', quantity: -1 }] },
    ]);
  });

  it('leaves out bad-debt adjustments and sales without a customer', async () => {
    const badDebt = 'A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,United Kingdom';
    const anonymous = '536414,22139,,56,2010-12-01 11:52:00,0.0,,United Kingdom';
    expect(await readOnlineRetail(await aFile([badDebt, anonymous]))).toEqual([]);
  });

  it('names the row and the column that are not of this data set', async () => {
    const path = await aFile([sale, sale.replace('2.55', '2,55')]);
    await expect(readOnlineRetail(path)).rejects.toThrow(/Invalid Record Length|Row 3/);
    const other = await aFile([sale, sale.replace('2.55', 'much')]);
    await expect(readOnlineRetail(other)).rejects.toThrow(
      'Row 3 is not a row of the data set "Online Retail": UnitPrice.',
    );
  });

  it('says so when the file is another, is cut off, or is not there', async () => {
    const path = await aFile([]);
    await writeFile(path, 'a,b\n1,2\n');
    await expect(readOnlineRetail(path)).rejects.toThrow(/Row 1 is not the header/);
    const cut = await aFile([], 'cut.csv.gz');
    await writeFile(cut, gzipSync([header, sale].join('\n')).subarray(0, 60));
    await expect(readOnlineRetail(cut)).rejects.toThrow(/cannot be read: unexpected end of file/);
    await expect(readOnlineRetail('/nowhere/year.csv')).rejects.toThrow('There is no file /nowhere/year.csv.');
  });
});
