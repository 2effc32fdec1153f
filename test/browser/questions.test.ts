import { describe, expect, it, vi } from 'vitest';
import { barriersOf, keepScreenshot } from '../support/browser.ts';
import { consoleVisits, waiting } from '../support/console-visits.ts';

const { system, open, visitor, job } = consoleVisits();

type Visitor = Awaited<ReturnType<typeof visitor>>;

const caseOf = (number: string): string => `demo/cases/${encodeURIComponent(`cancellation:${number}`)}`;

/** Somebody orders two mugs for 25.00, and pays at Stripe unless a gift card does. */
async function ordered(number: string, changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const mug = { title: 'Mug', articleCode: 'MUG', sku: 'MUG', quantity: 2, unitPriceIncl: 12.5 };
  const order = { number, firstname: 'Noa', lastname: 'Beispiel', paymentId: 'stripe', lines: [mug], ...changes };
  const placed = await fetch(`${system().ecom.backOfficeUrl}/place-order`, {
    method: 'POST',
    body: JSON.stringify(order),
  });
  expect(placed.status).toBe(200);
  await system().pay('stripe', { paymentId: `pi_${number}`, reference: number, customerName: 'Noa Beispiel' });
}

/** The merchant duplicates it with a lower price of a piece, and cancels the original; answers the number of the copy. */
async function replacedByCopy(
  page: Visitor,
  number: string,
  words: Readonly<{ price: RegExp; duplicate: string; cancel: string }>,
): Promise<string> {
  // eCom dates to the second: a copy is younger than its original.
  await page.waitForTimeout(1100);
  await page.goto(`${system().ecom.backOfficeUrl}/orders/${number}`);
  await page.getByLabel(words.price).fill('11.00');
  await page.getByRole('button', { name: words.duplicate }).click();
  const copy = /ORD\d+/.exec((await page.textContent('h1')) ?? '')?.[0] ?? '';
  expect(copy).not.toBe(number);
  await page.goto(`${system().ecom.backOfficeUrl}/orders/${number}`);
  if (words.cancel.startsWith('Cancel')) await keepScreenshot(page, 'ecom-duplicate.en');
  await page.getByRole('button', { name: words.cancel }).click();
  return copy;
}

/** The job of the list that asks about an order, once it is there. */
async function question(page: Visitor, number: string) {
  const card = page.locator('article.question', { hasText: number });
  await vi.waitFor(async () => {
    await open(page, 'demo/to-do');
    expect(await card.count()).toBe(1);
  }, waiting);
  return card;
}

describe('a copied order whose original is cancelled', () => {
  it('is asked about in the list, answered as a copy, and only the difference is refunded and matched', async () => {
    await ordered('ORD09001');
    const page = await visitor();
    const words = { price: /Price of a piece/, duplicate: 'Duplicate the order', cancel: 'Cancel the order' };
    const copy = await replacedByCopy(page, 'ORD09001', words);
    const card = await question(page, 'ORD09001');
    expect(await barriersOf(page)).toEqual([]);
    await keepScreenshot(page, 'question-to-do.en');

    const looking = await visitor({ role: 'viewer' });
    await open(looking, caseOf('ORD09001'));
    expect(await looking.textContent('#question')).toContain('Only the difference goes back: €3.00');
    expect(await looking.locator('#question button').count()).toBe(0);

    await card.getByRole('link', { name: 'Look at both orders and answer' }).click();
    const asked = page.locator('#question');
    expect(await asked.textContent()).toContain(`Was order ORD09001 replaced by its cheaper copy ${copy}?`);
    expect(await asked.getByRole('row', { name: 'Mug' }).textContent()).toMatch(/2 × Mug.*€25\.00.*€22\.00.*€3\.00/s);
    expect(await page.textContent('.lights')).toContain('What goes back depends on the answer.');
    expect(await barriersOf(page)).toEqual([]);
    await keepScreenshot(page, 'question.en');
    const yes = asked.getByRole('button', { name: `Yes, ${copy} is its copy` });
    await yes.focus();
    await page.keyboard.press('Enter');
    await vi.waitFor(async () => expect(await asked.count()).toBe(0), waiting);
    expect(await page.textContent('.timeline')).toMatch(new RegExp(`Case answered: Yes, ${copy} is its copy`));
    expect(await page.textContent('main')).toContain('only the difference goes back');

    await vi.waitFor(async () => {
      expect(await (await job(page, 'ORD09001')).textContent()).toMatch(/€3\.00.*pi_ORD09001/s);
    }, waiting);
    await page.goto(`${system().account('stripe').portalUrl}/payments/pi_ORD09001`);
    await page.fill('[name=amount]', '3.00');
    await page.getByRole('button', { name: 'Refund' }).click();
    await vi.waitFor(async () => {
      await open(page, caseOf('ORD09001'));
      expect(await page.textContent('.lights')).toContain('The provider has shown the refund.');
    }, waiting);
    expect(await page.textContent('.lights')).not.toContain('depends on the answer');
    await keepScreenshot(page, 'question-answered.en');
  });

  it('in French, answered as a real cancellation: all of it goes back, and whoever saw it before is told', async () => {
    await ordered('ORD09002');
    const page = await visitor({ locale: 'fr-FR', width: 400 });
    const words = { price: /Prix d’une pièce/, duplicate: 'Dupliquer la commande', cancel: 'Annuler la commande' };
    const copy = await replacedByCopy(page, 'ORD09002', words);
    await question(page, 'ORD09002');
    const other = await visitor({ locale: 'fr-FR', role: 'operator' });
    for (const each of [page, other]) await open(each, caseOf('ORD09002'));
    // The page of the other one is not renewed any more.
    await other.route('**/console/**', (route) => route.abort());
    const asked = page.locator('#question');
    expect(await asked.textContent()).toContain('Seule la différence est rendue\u00a0: 3,00\u00a0€');
    expect(await barriersOf(page)).toEqual([]);
    await keepScreenshot(page, 'question.fr');
    await asked.getByRole('button', { name: 'Non, la commande est vraiment annulée' }).click();
    await vi.waitFor(async () => expect(await asked.count()).toBe(0), waiting);
    expect(await page.textContent('.timeline')).toContain('Non, la commande est vraiment annulée');

    await other.unroute('**/console/**');
    await other.getByRole('button', { name: `Oui, ${copy} en est la copie` }).click();
    await vi.waitFor(async () => expect(await other.textContent('#announce')).toContain('changé entre-temps'), waiting);
    await vi.waitFor(async () => expect(await other.locator('#question').count()).toBe(0), waiting);
    expect(await (await job(page, 'ORD09002')).textContent()).toContain('25,00');
  });
});

describe('a credit note that the rules object to', () => {
  it.each([
    ['en', 'ORD09003', 'Only record it', 'May it have its effects all the same?', 'No money goes back'],
    [
      'fr',
      'ORD09004',
      'L’enregistrer seulement',
      'Peut-elle tout de même produire ses effets',
      'Aucune somme n’est rendue',
    ],
  ])(
    'in %s says why, and what each answer leads to; only recorded, it is off the list',
    async (locale, number, button, asks, outcome) => {
      await ordered(number, { paymentId: 'giftcard', giftCards: [{ code: number, amount: 25 }] });
      const { backOfficeUrl } = system().ecom;
      const note = JSON.stringify({ order: number, lines: [{ line: 1, quantity: 1 }] });
      expect((await fetch(`${backOfficeUrl}/credit`, { method: 'POST', body: note })).status).toBe(200);
      const page = await visitor({ locale });
      const card = page.locator('article.difference', { hasText: number });
      await vi.waitFor(async () => {
        await open(page, 'demo/to-do');
        expect(await card.count()).toBe(1);
      }, waiting);
      await card.locator('a.button').click();
      const asked = page.locator('#question');
      expect(await asked.textContent()).toContain(asks);
      expect(await asked.textContent()).toContain(outcome);
      expect(await barriersOf(page)).toEqual([]);
      await keepScreenshot(page, `question-objection.${locale}`);
      await asked.getByRole('button', { name: button }).click();
      await vi.waitFor(async () => expect(await asked.count()).toBe(0), waiting);
      expect(await page.textContent('.timeline')).toContain(button);
      await open(page, 'demo/to-do');
      expect(await card.count()).toBe(0);
    },
  );
});
