import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { barriersOf, keepScreenshot, signIn, startBrowser } from '../support/browser.ts';
import { waiting } from '../support/console-visits.ts';
import { aCreditNoteBody } from '../support/requests.ts';
import { sickTemplates } from '../support/sick-templates.ts';

let folder: string;
let browser: Browser;
let machine: Machine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-dead-letters-'));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await machine?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a message that died', () => {
  it('is looked into on the page, sent back once its cause is healed, and its refund is to be made', async () => {
    const dataFolder = join(folder, 'data');
    machine = await startMachine({ port: 0, dataFolder, templatesFolder: await sickTemplates(folder) });
    const headers = { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify(aCreditNoteBody());
    const accepted = await fetch(`${machine.url}/shops/demo/credit-notes`, { method: 'POST', headers, body });
    expect(accepted.status).toBe(201);
    const page = await browser.newPage({ locale: 'en' });
    await signIn(page, machine);
    await vi.waitFor(
      async () => {
        await page.goto(`${machine.url}/console/dead-letters`);
        expect(await page.locator('.letter').count()).toBe(1);
      },
      { timeout: 60_000, interval: 500 },
    );
    expect(await page.textContent('.letter')).toContain('CN-1');
    expect(await barriersOf(page)).toEqual([]);
    await keepScreenshot(page, 'dead-letter.en');
    await machine.stop();

    machine = await startMachine({ port: 0, dataFolder });
    await signIn(page, machine);
    await page.goto(`${machine.url}/console/demo/to-do`);
    expect(await page.locator('.job').count()).toBe(0);
    await page.goto(`${machine.url}/console/dead-letters`);
    await page.click('text=Look into it');
    const looked = page.locator('.letter details');
    await vi.waitFor(async () => expect(await looked.textContent()).toContain('would do its work'), waiting);
    expect(await looked.textContent()).toContain('ORD00123');
    const foreseen = '1 → queue of open-refund-tasks (1 would do its work)';
    const plan = async () => {
      await page.check('[data-selects-all]');
      await page.click('.replay button.main');
      await vi.waitFor(async () => expect(await page.textContent('.replay output')).toBe(foreseen), waiting);
    };
    await plan();
    expect(await barriersOf(page)).toEqual([]);
    await keepScreenshot(page, 'dead-letter-planned.en');
    await page.getByRole('button', { name: 'Stop' }).click();
    await vi.waitFor(async () => expect(await page.textContent('.replay output')).toContain('Stopped'), waiting);
    await page.waitForEvent('load');
    await plan();
    await page.click('.replay button.main');
    await vi.waitFor(async () => expect(await page.locator('.letter').count()).toBe(0), waiting);
    await vi.waitFor(async () => {
      await page.goto(`${machine.url}/console/demo/to-do`);
      expect(await page.locator('.job').allTextContents()).toEqual([expect.stringContaining('ORD00123')]);
    }, waiting);
  });
});
