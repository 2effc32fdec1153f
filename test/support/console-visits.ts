import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { signIn, startBrowser } from './browser.ts';
import { startConsoleMachine } from './console-machine.ts';

/** How long a page may take to show what happened elsewhere. */
export const waiting = { timeout: 20_000, interval: 250 };

/** The running system and a browser for all tests of a file; each test has visitors of its own. */
export function consoleVisits() {
  let browser: Browser;
  let started: Awaited<ReturnType<typeof startConsoleMachine>>;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    [browser, started] = await Promise.all([startBrowser(), startConsoleMachine()]);
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await started?.machine.stop();
  });

  const system = () => started;
  const open = (page: Page, path: string) => page.goto(`${started.machine.url}/console/${path}`);
  /** A page of somebody who is not signed in. */
  async function stranger({ locale = 'en', width = 1200 } = {}): Promise<Page> {
    const context = await browser.newContext({ locale, viewport: { width, height: 900 } });
    contexts.push(context);
    return context.newPage();
  }
  async function visitor({ role = 'admin', ...options }: { role?: string; locale?: string; width?: number } = {}) {
    const page = await stranger(options);
    await signIn(page, started.machine, role);
    return page;
  }
  /** The card of a refund to make, once it is there. */
  async function job(page: Page, number: string) {
    const card = page.locator('article.job', { hasText: number });
    await vi.waitFor(async () => {
      await open(page, 'demo/to-do');
      expect(await card.count()).toBe(1);
    }, waiting);
    return card;
  }
  return { system, open, stranger, visitor, job };
}
