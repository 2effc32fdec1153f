import { describe, expect, it, vi } from 'vitest';
import { barriersOf, keepScreenshot } from '../support/browser.ts';
import { consoleVisits, waiting } from '../support/console-visits.ts';

const { system, open, visitor, job } = consoleVisits();

type Visitor = Awaited<ReturnType<typeof visitor>>;

/** Somebody refunds an amount of a payment in the portal. */
async function refundInPortal(page: Visitor, number: string, amount: string): Promise<void> {
  await page.goto(`${system().account('stripe').portalUrl}/payments/pi_${number}`);
  await page.fill('[name=amount]', amount);
  await page
    .locator('form', { has: page.locator('[name=amount]') })
    .locator('button')
    .click();
}

async function onDifferences(page: Visitor, number: string) {
  const card = page.locator('article.proposal', { hasText: number });
  await vi.waitFor(async () => {
    await open(page, 'demo/differences');
    expect(await card.count()).toBe(1);
  }, waiting);
  return card;
}

describe('a refund that may be the one', () => {
  it('is shown beside the refund to make, with what agrees and what differs, and confirmed by a person', async () => {
    await system().credit('ORD08001');
    const page = await visitor();
    await job(page, 'ORD08001');
    await refundInPortal(page, 'ORD08001', '9.00');
    const card = await onDifferences(page, 'ORD08001');
    const row = (thing: string) => card.getByRole('row', { name: thing }).textContent();
    expect(await row('Amount')).toMatch(/€10\.00.*€9\.00.*differs/s);
    expect(await row('Transaction')).toMatch(/pi_ORD08001.*pi_ORD08001.*agrees/s);
    expect(await barriersOf(page)).toEqual([]);
    await keepScreenshot(page, 'proposal.en');
    await card.getByRole('button', { name: 'Yes, this refund' }).click();
    await vi.waitFor(async () => expect(await card.count()).toBe(0), waiting);
    await vi.waitFor(async () => expect(await (await job(page, 'ORD08001')).textContent()).toContain('€1.00'), waiting);
  });

  it('is refused by a person, and never proposed again', async () => {
    await system().credit('ORD08002');
    const page = await visitor({ locale: 'fr-FR' });
    await job(page, 'ORD08002');
    await refundInPortal(page, 'ORD08002', '9.00');
    const card = await onDifferences(page, 'ORD08002');
    await keepScreenshot(page, 'proposal.fr');
    await card.getByRole('button', { name: 'Non, pas celui-ci' }).click();
    await vi.waitFor(async () => expect(await card.count()).toBe(0), waiting);
    await open(page, 'demo/differences');
    expect(await card.count()).toBe(0);
  });

  it('that nobody proposed is put together by hand, one part with each of two refunds to make', async () => {
    await system().credit('ORD08003', { name: 'Alex Muster' });
    await system().credit('ORD08004', { name: 'Alex Muster' });
    await system().pay('stripe', { paymentId: 'pi_both', reference: 'elsewhere', customerName: 'Somebody Else' });
    const page = await visitor();
    await job(page, 'ORD08004');
    await refundInPortal(page, 'both', '20.00');
    const seen = page.locator('option', { hasText: '€20.00' });
    await vi.waitFor(async () => {
      await open(page, 'demo/differences');
      expect(await seen.count()).toBeGreaterThan(0);
    }, waiting);
    for (const [number, left] of [
      ['ORD08003', '€20.00'],
      ['ORD08004', '€10.00'],
    ] as const) {
      const card = page.locator('article.difference', { hasText: number }).filter({ hasText: 'without refund' });
      await open(page, 'demo/differences');
      await card.getByText('It was another refund').click();
      const choice = card.getByLabel('Refund seen at the provider');
      const option = choice.locator('option', { hasText: new RegExp(`^${left} ·`) });
      await choice.selectOption(await option.getAttribute('value'));
      await card.getByLabel('How much of it').fill('10.00');
      if (number === 'ORD08003') await keepScreenshot(page, 'link-by-hand.en');
      const answered = page.waitForResponse((response) => response.url().endsWith('/confirm'));
      await card.getByRole('button', { name: 'Put together' }).click();
      expect((await answered).status()).toBe(200);
      await vi.waitFor(async () => {
        await open(page, `demo/cases/CN-${number}`);
        expect(await page.textContent('.lights')).toContain('The provider has shown the refund.');
      }, waiting);
    }
    await open(page, 'demo/differences');
    const left = page.locator('article.difference', { hasText: /ORD0800[34]/ }).filter({ hasText: 'without refund' });
    expect(await left.count()).toBe(0);
  });

  it('is shown with the second candidate, and a person refuses both at once', async () => {
    await system().credit('ORD08005', { name: 'Nikita Unterwegs' });
    const page = await visitor();
    await job(page, 'ORD08005');
    const header = 'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName';
    const at = new Date().toISOString();
    const rows = ['re_first', 're_second'].map((id) => `stripe,main,${id},,10.00,EUR,done,${at},,Nikita Unterwegs`);
    const { url, token } = system().machine;
    const handedIn = await fetch(`${url}/shops/demo/reports/stripe`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: [header, ...rows, ''].join('\n'),
    });
    expect(handedIn.status).toBe(202);
    const card = page.locator('article.proposal', { hasText: 'ORD08005' });
    await vi.waitFor(async () => {
      await open(page, 'demo/differences');
      expect(await card.textContent()).toMatch(/re_(?:first|second).*re_(?:first|second)/s);
    }, waiting);
    await card.getByText('Second candidates').click();
    await keepScreenshot(page, 'proposal-second.en');
    await card.getByRole('button', { name: 'None of these' }).click();
    await vi.waitFor(async () => expect(await card.count()).toBe(0), waiting);
    await open(page, 'demo/cases/CN-ORD08005');
    expect(await page.locator('article.match', { hasText: 'Rejected' }).count()).toBe(2);
  });
});
