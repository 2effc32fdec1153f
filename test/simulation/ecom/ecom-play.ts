import { answerCase } from '../../../functions/answer-case/answer-case.ts';
import { startBackfill } from '../../../functions/prepare-shop/backfill.ts';
import { type CaseAnswer, mayAnswer } from '../../../shared/domain/case-answer.ts';
import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { type EcomClient, ecomClient } from '../../../shared/ecom/ecom-client.ts';
import { tagOfCase } from '../../../shared/stores/case-tag.ts';
import { readProgress } from '../../../shared/stores/ecom-progress-store.ts';
import { shopIdSchema } from '../../../shared/stores/id-schemas.ts';
import { aShop } from '../../support/orders.ts';
import { retailConnection } from '../../support/simulated-retail.ts';
import { tableWithFaults } from '../world/with-faults.ts';
import { type Conclusions, casesIn, conclusionsOf } from './ecom-conclusions.ts';
import { ecomAccount } from './ecom-office.ts';
import { type EcomCircumstances, type EcomRun, ecomRun } from './ecom-run.ts';
import type { EcomStory } from './ecom-stories.ts';
import type { EcomSystem } from './ecom-system.ts';

/** How a story ended, with everything that is in eCom by then. */
export type EcomEnding = Readonly<{
  shop: ShopSettings;
  system: EcomSystem;
  documents: Awaited<ReturnType<typeof documentsOf>>;
  /** When Avoir had looked at the shop for the first time. */
  watchedSince: string;
  /** What it had come to before history was asked for once more. */
  before: Conclusions;
}>;

const [beforeSeconds, quietSeconds, betweenStepsSeconds] = [3 * 86_400, 1200, 61];
const historySince = '2026-01-01T00:00:00.000Z';

/**
 * Plays a story until everything that happened in eCom is seen, and nothing is left to do but wait for people. `onStart`
 * is handed the system first, for whoever wants to see how far it came.
 */
export async function playEcom(
  story: EcomStory,
  circumstances: EcomCircumstances,
  onStart: (system: EcomSystem) => void = () => undefined,
): Promise<EcomEnding> {
  const { baseUrl, language } = ecomAccount;
  const ecom = { baseUrl, language, signature: 'enforce' } as const;
  const shop = aShop({ ecom, retail: retailConnection, ...story.shop });
  const run = ecomRun(shop, circumstances);
  const { clock, system, office } = run;
  onStart(system);
  const client = ecomClient({ http: { send: office.send }, clock, account: ecomAccount });
  for (const step of story.before ?? []) office.perform(step);
  clock.advance(beforeSeconds * 1000);
  await registerWebhooks(client);
  await watch(run, shop);
  const watchedSince = clock.now();
  clock.advance(quietSeconds * 1000);

  await performSteps(run, shop, story, circumstances);
  await run.untilSeen();
  if (story.answer !== undefined) await answerAll(run, shop, story.answer);
  const before = conclusionsOf(system.table);
  if (story.historyBeforeStep !== undefined) {
    await askForHistory(run, shop);
    await run.untilSeen();
  }
  return { shop, system, documents: await documentsOf(client), watchedSince, before };
}

async function registerWebhooks(client: EcomClient): Promise<void> {
  const { language } = ecomAccount;
  for (const itemGroup of ['orders', 'invoices', 'returns']) {
    const address = 'https://avoir.example/webhooks/ecom/demo/webhook-key';
    await client.registerWebhook({ isActive: true, itemAction: '*', format: 'json', language, itemGroup, address });
  }
}

/** Until Avoir has looked at the shop once. */
async function watch({ system }: EcomRun, { shopId }: ShopSettings): Promise<void> {
  const isWatched = () => readProgress(system.table, shopIdSchema.parse(shopId), 'sweep');
  while ((await isWatched()) === undefined) await system.sweep();
}

async function performSteps(
  run: EcomRun,
  shop: ShopSettings,
  { steps, hiddenReads, historyBeforeStep }: EcomStory,
  { beforeRequest }: EcomCircumstances,
): Promise<void> {
  const { clock, office } = run;
  for (const [index, step] of steps.entries()) {
    if (historyBeforeStep === index) await askForHistory(run, shop);
    const something = (): void => {
      office.perform(step);
      if (index === 0 && hiddenReads !== undefined) office.hide(hiddenReads);
    };
    const requests = beforeRequest?.(index + 1);
    if (requests !== undefined) {
      await run.doBefore(requests, something);
      continue;
    }
    if (index > 0) {
      await run.untilQuiet();
      clock.advance(betweenStepsSeconds * 1000);
    }
    run.doNow(something);
  }
}

const askForHistory = ({ clock, system, insist }: EcomRun, { shopId }: ShopSettings) =>
  insist('prepare-shop', (process) =>
    startBackfill(
      { table: tableWithFaults(process, system.table), clock },
      { shopId: shopIdSchema.parse(shopId), since: historySince, by: 'operator-1' },
    ),
  );

/** A person answers whatever waits for such an answer. */
async function answerAll(run: EcomRun, shop: ShopSettings, answer: CaseAnswer): Promise<void> {
  const { clock, system } = run;
  const shopId = shopIdSchema.parse(shop.shopId);
  for (const stored of casesIn(system.table)) {
    const { caseId, standing = 'open' } = stored;
    if (!mayAnswer({ standing }, answer)) continue;
    const given = { shopId, shop, caseId, answer, by: 'operator-1', seen: tagOfCase(stored) };
    await run.insist('answer-case', (process) =>
      answerCase({ table: tableWithFaults(process, system.table), clock }, given),
    );
  }
  await run.untilSeen();
}

async function documentsOf(client: EcomClient) {
  const [orders, invoices] = [await client.ordersMade({}), await client.changedInvoices({})];
  return { orders, notes: invoices.filter(({ isCreditNote }) => isCreditNote) };
}
