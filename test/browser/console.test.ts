import { readFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { barriersOf, keepScreenshot } from '../support/browser.ts';
import { consoleVisits, waiting } from '../support/console-visits.ts';

const { system, open, stranger, visitor, job } = consoleVisits();

describe('somebody who is not signed in', () => {
  it('is led to the page where one signs in, and comes in with the right token only', async () => {
    const page = await stranger();
    await page.goto(`${system().machine.url}/console/demo/to-do`);
    expect(page.url()).toContain('/authorize?');
    await page.fill('[name=token]', 'not the token at all');
    await page.click('button');
    expect(await page.textContent('[role=alert]')).toContain('not the token');
    await page.fill('[name=token]', system().machine.token);
    await page.click('button');
    await page.waitForURL(/\/console\/demo\/to-do$/);
  });

  it('stays out after signing out', async () => {
    const page = await visitor();
    await page.click('text=Sign out');
    await open(page, 'demo/to-do');
    expect(page.url()).toContain('/authorize?');
  });
});

describe('each page, in English and in French', () => {
  const pages = [
    ['to-do', 'demo/to-do'],
    ['differences', 'demo/differences'],
    ['cases', 'demo/cases'],
    ['case', 'demo/cases/CN-ORD01001'],
    ['problem', 'demo/refunds/CN-ORD01001~1/problem'],
    ['calculate', 'demo/calculate?order=ORD01001&line-1=1&calculate=1'],
    ['reports', 'demo/reports'],
    ['statement', 'demo/statement'],
    ['overview', 'demo/overview'],
    ['dead-letters', 'dead-letters'],
  ] as const;

  it.each(['en', 'fr-CA'])('%s: keeps nobody out, fits a phone, weighs less than 100 kB', async (locale) => {
    if (locale === 'en') await system().credit('ORD01001');
    const page = await visitor({ locale });
    await job(page, 'ORD01001');
    for (const [name, path] of pages) {
      const response = await open(page, path);
      expect(response?.status(), name).toBe(200);
      expect((await response?.body())?.byteLength, name).toBeLessThan(100_000);
      expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2));
      for (const details of await page.locator('details').all())
        await details.evaluate((element) => element.setAttribute('open', ''));
      expect(await barriersOf(page), name).toEqual([]);
      await keepScreenshot(page, `${name}.${locale}`);
      await page.setViewportSize({ width: 375, height: 800 });
      const tooWide = await page.evaluate(
        `[...document.querySelectorAll('main *, header *')].filter((element) => element.getBoundingClientRect().right > 376 && !element.closest('.scroll')).map(({ outerHTML }) => outerHTML.slice(0, 80))`,
      );
      expect(tooWide, `${name} on a phone`).toEqual([]);
      await keepScreenshot(page, `${name}.${locale}.phone`);
      await page.setViewportSize({ width: 1200, height: 900 });
    }
  });
});

describe('the list of things to do', () => {
  it('shows each refund with all that locates its transaction', async () => {
    const page = await visitor();
    const text = await (await job(page, 'ORD01001')).textContent();
    for (const part of ['ORD01001', '€25.00', 'Camille Exemple', 'Stripe (main)', '10.00'])
      expect(text).toContain(part);
  });
});

describe('the list of things to do as a file', () => {
  it('is downloaded from the page', async () => {
    const page = await visitor();
    await job(page, 'ORD01001');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=CSV')]);
    expect(download.suggestedFilename()).toMatch(/^demo-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(await readFile(await download.path(), 'utf8')).toContain('ORD01001');
  });
});

describe('a refund from the list to the match', () => {
  it('is taken, made in the portal, said to be done, seen and gone from the list', async () => {
    await system().credit('ORD01002');
    const page = await visitor();
    const card = await job(page, 'ORD01002');
    await card.getByRole('button', { name: 'Take it' }).click();
    await vi.waitFor(async () => expect(await card.textContent()).toContain('Taken by admin'), waiting);
    expect(await page.textContent('#announce')).toContain('refunded');

    const [portal] = await Promise.all([
      page.context().waitForEvent('page'),
      card.getByText('Open the portal').click(),
    ]);
    await portal.fill('[name=amount]', '10,00');
    await keepScreenshot(portal, 'portal.en');
    await portal.getByRole('button', { name: 'Refund' }).click();
    expect(await portal.textContent('#left')).toBe('15.00 EUR');

    await vi.waitFor(async () => {
      await open(page, 'demo/cases/CN-ORD01002');
      expect(await page.textContent('.lights')).toContain('The provider has shown the refund.');
    }, waiting);
    await keepScreenshot(page, 'case-matched.en');
    expect(await page.textContent('article.match')).toContain('It gives back this very payment.');
    await open(page, 'demo/to-do');
    expect(await page.locator('article.job', { hasText: 'ORD01002' }).count()).toBe(0);
  });

  it('is reported by keyboard alone, with the amount and the day filled in', async () => {
    await system().credit('ORD01003', { provider: 'adyen' });
    const page = await visitor();
    const card = await job(page, 'ORD01003');
    await card.getByText('I have refunded it').focus();
    await page.keyboard.press('Enter');
    await card.getByLabel('Refunded amount').focus();
    expect(await card.getByLabel('Refunded amount').inputValue()).toBe('10.00');
    await card.getByRole('button', { name: 'Report' }).press('Enter');
    await vi.waitFor(async () => expect(await card.textContent()).toContain('Reported, not seen yet'), waiting);
  });

  it('is taken back by a person with a reason, and asked for again', async () => {
    const page = await visitor();
    await open(page, 'demo/cases/CN-ORD01002');
    const match = page.locator('article.match');
    await match.locator('summary').click();
    await vi.waitFor(async () => {
      expect(await match.getByRole('status').textContent()).toBe(
        'Taken back, €10.00 of this refund is to be made again. Of the refund that was seen, €10.00 will need another explanation.',
      );
    }, waiting);
    await match.getByLabel('Reason').fill('it belongs to another order');
    await match.getByRole('button', { name: 'Take the match back' }).click();
    await vi.waitFor(async () => expect(await match.locator('h3').textContent()).toContain('Taken back'), waiting);
    expect(await page.textContent('.timeline')).toContain('Taken back');
    expect(await page.locator('article.job').textContent()).toContain('To refund');
  });
});

describe('a payment that is refunded twice', () => {
  it('is found, and settled as claimed back', async () => {
    await system().credit('ORD01004');
    const page = await visitor();
    await job(page, 'ORD01004');
    const { portalUrl } = system().account('stripe');
    for (const amount of ['10.00', '10.00']) {
      await page.goto(`${portalUrl}/payments/pi_ORD01004`);
      await page.fill('[name=amount]', amount);
      await page.getByRole('button', { name: 'Refund' }).click();
    }
    const found = page.locator('article.difference', { hasText: 'Duplicate refund' }).filter({ hasText: 'ORD01004' });
    await vi.waitFor(async () => {
      await open(page, 'demo/differences');
      expect(await found.count()).toBe(1);
    }, waiting);
    await keepScreenshot(page, 'duplicate.en');
    await found.locator('summary', { hasText: 'Settle it' }).click();
    await found.getByLabel('How it ended').selectOption('claimed_back');
    await found.getByRole('button', { name: 'Settle it' }).click();
    await vi.waitFor(async () => expect(await found.count()).toBe(0), waiting);
  });
});

describe('what people may not do', () => {
  it('is not even offered to somebody who only looks, and refused if they try', async () => {
    await system().credit('ORD01005');
    const page = await visitor({ role: 'viewer' });
    const card = await job(page, 'ORD01005');
    expect(await card.getByRole('button', { name: 'Take it' }).count()).toBe(0);
    const status: unknown = await page.evaluate(
      `fetch('/shops/demo/refund-tasks/CN-ORD01005~1/take', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then(({ status }) => status)`,
    );
    expect(status).toBe(403);
  });

  it('is not done by a page of another origin in their session', async () => {
    const page = await visitor();
    const cookies = await page.context().cookies(system().machine.url);
    const session = cookies.find(({ name }) => name === '__Host-avoir');
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
    const take = (origin: string | undefined) =>
      fetch(`${system().machine.url}/shops/demo/refund-tasks/CN-ORD01005~1/take`, {
        method: 'POST',
        headers: {
          cookie: `__Host-avoir=${session?.value}`,
          'content-type': 'application/json',
          ...(origin !== undefined && { origin }),
        },
        body: '{}',
      });
    expect((await take('https://evil.example')).status).toBe(403);
    expect((await take(undefined)).status).toBe(403);
    expect((await take(system().machine.url)).status).toBe(200);
  });

  it('a customer’s name does nothing but stand there', async () => {
    const name = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    await system().credit('ORD01006', { name });
    const page = await visitor();
    const card = await job(page, 'ORD01006');
    expect(await card.textContent()).toContain(name);
    expect(await page.title()).toBe('To do · Avoir');
  });
});

describe('the search', () => {
  it('finds an order, a credit note and an amount, and puts none of them into the address', async () => {
    const page = await visitor({ locale: 'fr-FR' });
    for (const text of ['ORD01001', 'CN-ORD01001', '10,00']) {
      await open(page, 'demo/to-do');
      await page.fill('[type=search]', text);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search$/);
      expect(await page.textContent('main'), text).toContain('ORD01001');
    }
    await keepScreenshot(page, 'search.fr-FR');
  });
});

describe('a credit note that is calculated first', () => {
  it('shows what each payment would give back, and every reason against it', async () => {
    await system().credit('ORD01007');
    const page = await visitor();
    await open(page, 'demo/calculate');
    await page.getByLabel('Order number').fill('ORD01007');
    await page.getByRole('button', { name: 'Show the order' }).click();
    const quantity = page.locator('[name="line-1"]');
    await quantity.fill('1');
    await page.getByRole('button', { name: 'Calculate' }).click();
    await vi.waitFor(async () => expect(await page.textContent('main')).toContain('What it gives back'), waiting);
    expect(await page.textContent('main')).toContain('by hand in the portal');
    await open(page, 'demo/calculate?order=ORD01007&line-1=9&calculate=1');
    expect(await page.textContent('.flags')).toContain('Asked: 9.');
  });
});
