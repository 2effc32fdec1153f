import { readFile } from 'node:fs/promises';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it, vi } from 'vitest';
import { keepScreenshot } from '../support/browser.ts';
import { consoleVisits, waiting } from '../support/console-visits.ts';

const { system, open, visitor, job } = consoleVisits();

describe('the statement of a month', () => {
  it('is read on the page and taken along as a workbook and as CSV, and says how far it can be relied on', async () => {
    await system().credit('ORD07001');
    const page = await visitor({ locale: 'fr-FR' });
    await job(page, 'ORD07001');
    await open(page, 'demo/statement');
    const stripe = page.locator('section.account', { hasText: 'Stripe · EUR' });
    await vi.waitFor(async () => {
      await page.reload();
      expect(await stripe.locator('th', { hasText: 'Dû par les notes de crédit' }).count()).toBe(1);
    }, waiting);
    expect(await page.textContent('main')).toContain('Pas encore définitif');
    await stripe.locator('summary', { hasText: 'Ouvert à la fin' }).click();
    expect(await stripe.getByRole('link', { name: 'CN-ORD07001' }).last().isVisible()).toBe(true);
    await keepScreenshot(page, 'statement-listed.fr');

    const [workbook] = await Promise.all([page.waitForEvent('download'), page.click('text=Pour Excel')]);
    expect(workbook.suggestedFilename()).toMatch(/^demo-statement-\d{4}-\d{2}-\d{2}\.xlsx$/);
    const [totals, refunds] = await readExcelFile(await workbook.path());
    expect(totals?.data[0]).toEqual(['Fournisseur', 'Devise', 'Écriture', 'Nombre', 'Montant']);
    expect(refunds?.data.filter((cells) => cells.includes('CN-ORD07001')).map((cells) => cells.at(-1))).toEqual([
      10, 10,
    ]);

    const [csv] = await Promise.all([page.waitForEvent('download'), page.click('text=En CSV')]);
    expect(await readFile(await csv.path(), 'utf8')).toContain(';CN-ORD07001;10,00');
  });

  it('of a month that is over is final; of a day to come there is none', async () => {
    const page = await visitor();
    await open(page, 'demo/statement?month=2025-01');
    expect(await page.textContent('main')).toContain('Final: asked again later, it says the same.');
    expect(await page.textContent('main')).toContain('Nothing was open or happened.');
    await open(page, 'demo/statement?month=2098-01');
    expect(await page.textContent('[role=alert]')).toContain('a day that has not begun');
  });
});
