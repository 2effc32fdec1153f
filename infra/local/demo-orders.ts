import { setTimeout as delay } from 'node:timers/promises';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { avoirClient, unexpected } from '../cli/avoir-client.ts';
import { simulatedRetailOf } from '../cli/simulated-retail.ts';
import { type DemoCase, demoCases } from './demo-cases.ts';
import { placeDemoOrders } from './demo-ecom.ts';
import { payDemoOrders } from './demo-payments.ts';
import { prepareDemoRetail } from './demo-retail.ts';

const millisecondsPerDay = 86_400_000;

/** The shop whose refunds Lightspeed's own link writes into Retail. */
const linkedShopId = 'demo-observe';

/**
 * Prepares the simulated Retail and the simulated providers of the shops that have them, for their demo cases. To be done
 * once: the orders would be sold a second time.
 */
export async function prepareDemoShops({
  url,
  now = new Date(),
}: Readonly<{ url: string; now?: Date }>): Promise<void> {
  const cases = demoCases((daysAgo) => daysBefore(now, daysAgo));
  const httpFor = (origin: string) => fetchHttp({ allowedOrigins: [origin] });
  await payDemoOrders(cases, { url, httpFor });
  await placeDemoOrders({ url, httpFor, now });
  for (const [shopId, ofShop] of Map.groupBy(cases, (demo) => demo.shopId)) {
    const retail = await simulatedRetailOf({ url, shopId, httpFor, pause: (milliseconds) => delay(milliseconds) });
    if (retail !== undefined) await prepareDemoRetail(retail, ofShop, { linkWritesRefunds: shopId === linkedShopId });
  }
}

const daysBefore = (now: Date, days: number): string =>
  new Date(now.getTime() - days * millisecondsPerDay).toISOString();

/**
 * Sends the demo cases to the running system and answers those that are new. Cases that are there already stay as they
 * are, so that this may be repeated on any later day. Throws a fault when the system does not take one.
 */
export async function postDemoOrders({
  url,
  token,
  now = new Date(),
}: Readonly<{ url: string; token: string; now?: Date }>): Promise<readonly DemoCase[]> {
  const http = fetchHttp({ allowedOrigins: [url] });
  const client = avoirClient({ http, url, token, pause: (milliseconds) => delay(milliseconds) });
  const cases = demoCases((daysAgo) => daysBefore(now, daysAgo));

  async function post(demo: DemoCase): Promise<boolean> {
    const shop = `/shops/${demo.shopId}`;
    const known = await client.get(`${shop}/cases/${encodeURIComponent(demo.caseId)}`);
    if (known.status === 200) return false;
    const answer =
      'creditNote' in demo
        ? await client.post(`${shop}/credit-notes`, demo.creditNote)
        : await client.post(`${shop}/cancellations`, demo.cancellation);
    if (answer.status !== 200 && answer.status !== 201) throw unexpected(answer);
    return answer.status === 201;
  }

  const areNew = await Promise.all(cases.map(post));
  return cases.filter((_, index) => areNew[index]);
}
