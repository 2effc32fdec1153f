import { describe, expect, it, vi } from 'vitest';
import { keepScreenshot } from '../support/browser.ts';
import { consoleVisits, waiting } from '../support/console-visits.ts';
import { aCreditNoteBody, aSnapshot } from '../support/requests.ts';

const { system, visitor, open, job } = consoleVisits();

const mug = { title: 'Mug', articleCode: 'MUG', sku: 'MUG', quantity: 2, unitPriceIncl: 12.5 };

/** Somebody orders two mugs, and pays at Stripe unless a gift card does. */
async function ordered(number: string, changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const { backOfficeUrl } = system().ecom;
  const order = { number, firstname: 'Noa', lastname: 'Beispiel', paymentId: 'stripe', lines: [mug], ...changes };
  const placed = await fetch(`${backOfficeUrl}/place-order`, { method: 'POST', body: JSON.stringify(order) });
  expect(placed.status).toBe(200);
}

describe('the merchant’s procedure, from the order to the match', () => {
  it('a credit note added in eCom becomes a refund to make; made in the portal, it is seen and matched', async () => {
    await ordered('ORD02001');
    await system().pay('stripe', { paymentId: 'pi_ORD02001', reference: 'ORD02001', customerName: 'Noa Beispiel' });
    const page = await visitor();
    await page.goto(`${system().ecom.backOfficeUrl}/orders`);
    await page.getByRole('link', { name: 'ORD02001' }).click();
    await page.getByLabel('Quantity to credit: Mug').fill('1');
    await keepScreenshot(page, 'ecom-order.en');
    await page.getByRole('button', { name: 'Add' }).click();
    expect(await page.textContent('#credit-notes')).toContain('12.50 EUR');

    await vi.waitFor(async () => {
      const text = await (await job(page, 'ORD02001')).textContent();
      expect(text).toContain('€12.50');
      // eCom names no transaction: it was located by the order's number in the payment's reference.
      expect(text).toContain('pi_ORD02001');
    }, waiting);
    await page.goto(`${system().account('stripe').portalUrl}/?value=25,00&name=Beispiel`);
    await page.getByRole('link', { name: 'ORD02001' }).click();
    await page.fill('[name=amount]', '12.50');
    await page.getByRole('button', { name: 'Refund' }).click();

    await vi.waitFor(async () => {
      await open(page, 'demo/cases');
      await page
        .getByRole('row', { name: /ORD02001/ })
        .getByRole('link')
        .click();
      expect(await page.textContent('.lights')).toContain('The provider has shown the refund.');
    }, waiting);
    expect(await page.textContent('.lights')).toContain('eCom shows it.');
  });

  it('an order that a gift card paid is not credited but cancelled, as the list says', async () => {
    await ordered('ORD02002', { paymentId: 'giftcard', giftCards: [{ code: 'CARD', amount: 25 }] });
    const page = await visitor({ locale: 'fr-FR' });
    await page.goto(`${system().ecom.backOfficeUrl}/orders/ORD02002`);
    await page
      .getByLabel('Quantité à créditer : Mug')
      .or(page.getByLabel(/Quantité à créditer/))
      .fill('1');
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click();

    const found = page.locator('article.difference', { hasText: 'ORD02002' });
    await vi.waitFor(async () => {
      await open(page, 'demo/to-do');
      expect(await found.textContent({ timeout: 1000 })).toContain('Annuler la commande dans l’arrière-boutique');
    }, waiting);
    await keepScreenshot(page, 'gift-card.fr-FR');
    await page.goto(`${system().ecom.backOfficeUrl}/orders/ORD02002`);
    await page.getByRole('button', { name: 'Annuler la commande' }).click();
    expect(await page.textContent('#state')).toBe('cancelled');
    await vi.waitFor(async () => {
      await open(page, `demo/cases/${encodeURIComponent('cancellation:ORD02002')}`);
      expect(await page.textContent('main')).toContain('Aucun paiement n’a quoi que ce soit à rendre.');
    }, waiting);
  });

  it('a refund by a method that nobody mapped waits until a person says who makes it', async () => {
    const { machine } = system();
    const payment = { kind: 'provider', method: 'mystery', amountMinor: 2500, paidAt: '2026-11-02T15:00:00.000Z' };
    const order = aSnapshot({ orderNumber: 'ORD02003', payments: [payment] });
    const answer = await fetch(`${machine.url}/shops/demo/credit-notes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(aCreditNoteBody({ creditNoteId: 'CN-ORD02003', orderNumber: 'ORD02003', order })),
    });
    expect(answer.status).toBe(201);
    const page = await visitor();
    const card = await job(page, 'ORD02003');
    expect(await card.getByRole('button', { name: 'Take it' }).count()).toBe(0);
    await card.getByText('Say who refunds it').click();
    await keepScreenshot(page, 'who-refunds.en');
    await card.getByRole('button', { name: 'In the portal of PayPal (main)' }).click();
    await vi.waitFor(async () => {
      await open(page, 'demo/to-do');
      expect(await card.locator('.facts').first().textContent()).toMatch(/PayPal \(main\)\s+To refund/);
      expect(await card.getByRole('button', { name: 'Take it' }).count()).toBe(1);
    }, waiting);
  });
});
