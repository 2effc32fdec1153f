import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import { chromiumPath } from './chromium.ts';

/** Starts it without a window. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('There is no Chromium: install it, or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

const screenshots = join(import.meta.dirname, '../../dist/screenshots');

/** Keeps what a page looks like, for people to look at: `dist/screenshots/<name>.png`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

const violations = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })) }),
);

/** What of a page keeps people out who see, hear or move otherwise (WCAG 2.2 AA, as far as axe can tell). */
export async function barriersOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
  );
  return violations.parse(found).map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Signs in on one machine, in a role. */
export async function signIn(page: Page, { url, token }: Readonly<{ url: string; token: string }>, role = 'admin') {
  await page.goto(`${url}/sign-in`);
  await page.fill('[name=token]', token);
  await page.selectOption('[name=role]', role);
  await page.click('button');
  await page.waitForURL(/\/console\//);
}
