import { describe, expect, it, vi } from 'vitest';
import { consoleVisits, waiting } from '../support/console-visits.ts';

const { system, open, visitor, job } = consoleVisits();

describe('a refund that cannot be made as it is asked for', () => {
  it('leads from its reason to what follows: too old for the portal, it goes back by hand', async () => {
    await system().credit('ORD09001');
    const page = await visitor();
    await (await job(page, 'ORD09001')).getByRole('link', { name: 'Problem' }).click();
    await page.getByText('The card is expired, lost or cancelled.').click();
    await page.locator('details[open]').getByRole('button', { name: 'It goes back by hand' }).click();
    await page.waitForURL('**/to-do');
    await vi.waitFor(async () => {
      await open(page, 'demo/to-do?place=bank');
      expect(await page.locator('article.job', { hasText: 'ORD09001' }).count()).toBe(1);
    }, waiting);
  });

  it('is refunded already, which a person says in French with what they saw', async () => {
    await system().credit('ORD09002', { provider: 'adyen' });
    const page = await visitor({ locale: 'fr-FR' });
    await (await job(page, 'ORD09002')).getByRole('link', { name: 'Problème' }).click();
    await page.getByText('C’est déjà remboursé.').click();
    await page.locator('details[open]').getByRole('button', { name: 'Déclarer' }).click();
    await page.waitForURL('**/to-do');
    await vi.waitFor(async () => {
      await open(page, 'demo/to-do');
      const card = page.locator('article.job', { hasText: 'ORD09002' });
      expect(await card.textContent()).toContain('Déclaré');
    }, waiting);
  });
});
