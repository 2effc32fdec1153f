import { describe, expect, it, vi } from 'vitest';
import { barriersOf, keepScreenshot } from '../support/browser.ts';
import { consoleVisits, waiting } from '../support/console-visits.ts';
import { aCreditNoteBody } from '../support/requests.ts';

const { system, stranger } = consoleVisits();

describe('the first page that somebody sees', () => {
  it.each([
    ['en', 'In five steps', 'the orders in eCom', 'Item Search'],
    ['fr-CA', 'En cinq étapes', 'les commandes dans l’arrière-boutique', 'Recherche d’article'],
  ])(
    'says in five lines, in the language of the browser (%s), how to go the whole way',
    async (locale, title, orders, items) => {
      const page = await stranger({ locale });
      await page.goto(system().machine.url);
      expect(await page.textContent('h2')).toBe(title);
      expect(await page.locator('ol li').count()).toBe(5);
      expect(await barriersOf(page)).toEqual([]);
      await keepScreenshot(page, `start.${locale}`);
      await page.getByRole('link', { name: orders }).click();
      expect(page.url()).toBe(`${system().ecom.backOfficeUrl}/orders`);
      await page.goBack();
      await page.locator('ol li').nth(3).getByRole('link').click();
      expect(await page.textContent('h1')).toContain(items);
    },
  );
});

describe('the item in Retail', () => {
  it('shows the two stock lines of a credit note that is not to update the inventory', async () => {
    const { retail, machine } = system();
    const post = async (url: string, body: unknown) => {
      const headers = { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      expect(answer.status).toBeLessThan(300);
    };
    await post(`${retail.url}/_simulator/${retail.accountId}/items`, {
      items: [{ customSku: 'MUG', description: 'Mug' }],
    });
    await post(`${machine.url}/shops/demo/credit-notes`, aCreditNoteBody({ updateInventory: false }));
    const page = await stranger({ locale: 'fr-FR' });
    const rows = page.locator('tbody tr');
    await vi.waitFor(async () => {
      await page.goto(`${retail.itemsUrl}?search=mug`);
      await page.getByRole('link', { name: 'MUG' }).click();
      expect(await rows.count()).toBe(2);
    }, waiting);
    expect(await rows.nth(1).textContent()).toContain(
      '+1Remis en stock par remboursement (Returned to stock by refunding)',
    );
    expect(await rows.nth(0).textContent()).toContain('-1API supprimée (API removed)');
    expect(await page.textContent('#on-hand')).toBe('0');
    expect(await barriersOf(page)).toEqual([]);
    await keepScreenshot(page, 'retail-item.fr');
  });
});
