import { describe, expect, it, vi } from 'vitest';
import { keepScreenshot } from '../support/browser.ts';
import { consoleVisits, waiting } from '../support/console-visits.ts';

const { open, visitor } = consoleVisits();

describe('a report of a provider', () => {
  const header = 'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName\n';
  const row = 'klarna,main,kr-1,kp-1,10.00,EUR,done,2026-11-12T10:00:00Z,,\n';
  const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

  it('is dropped in, watched being read, and says which rows it could not use and what it covers', async () => {
    const page = await visitor();
    await open(page, 'demo/reports');
    await page.getByLabel('Account').selectOption({ label: 'Klarna (main)' });
    await page.setInputFiles('[name=files]', [
      file('november.csv', header + row + row.replace('10.00', 'ten')),
      file('holiday.csv', 'a,b\n1,2\n'),
    ]);
    await page.getByRole('button', { name: 'Hand in' }).click();
    await vi.waitFor(
      async () => expect(await page.textContent('form.upload output')).toContain('holiday.csv: No report with this'),
      waiting,
    );
    await vi.waitFor(async () => {
      await open(page, 'demo/reports');
      expect(await page.textContent('main')).toContain('november.csv · read');
    }, waiting);
    expect(await page.textContent('dl')).toContain('Nov 12, 2026 – Nov 12, 2026 (by reports)');
    await page.getByText('Rejected rows').click();
    expect(await page.textContent('tbody')).toContain('3');
    await keepScreenshot(page, 'reports-read.en');
  });
});
