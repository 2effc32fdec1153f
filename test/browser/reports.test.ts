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

  it('of more than four megabytes is uploaded by the page itself, and shows how far it is', async () => {
    const page = await visitor({ locale: 'fr' });
    await open(page, 'demo/reports');
    await page.getByLabel('Compte').selectOption({ label: 'Klarna (main)' });
    const fee = `klarna,main,,,1.00,EUR,done,2026-11-12T10:00:00Z,${'x'.repeat(4_000)},\n`;
    const refunds = Array.from({ length: 30 }, (_, number) => row.replace('kr-1', `kr-large-${number}`)).join('');
    const large = file('annee.csv', header + refunds + fee.repeat(1_300));
    expect(large.buffer.length).toBeGreaterThan(5_000_000);
    await page.setInputFiles('[name=files]', [large]);
    const failures: string[] = [];
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
    await page.getByRole('button', { name: 'Remettre' }).click();
    await vi.waitFor(async () => {
      expect(await page.textContent('form.upload output')).toBe('');
      expect(await page.textContent('main')).toContain('annee.csv');
    }, waiting);
    await vi.waitFor(async () => {
      await open(page, 'demo/reports');
      expect(await page.textContent('main')).toContain('annee.csv · lu');
    }, waiting);
    const card = page.locator('article', { hasText: 'annee.csv' });
    expect(await card.textContent()).toContain('Remboursements30');
    expect(failures).toEqual([]);
    await keepScreenshot(page, 'reports-uploaded.fr');
  });
});
