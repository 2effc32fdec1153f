import { setTimeout as delay } from 'node:timers/promises';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { avoirClient, unexpected } from '../cli/avoir-client.ts';
import { type DemoCase, demoCases } from './demo-cases.ts';

const millisecondsPerDay = 86_400_000;

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
  const cases = demoCases((daysAgo) => new Date(now.getTime() - daysAgo * millisecondsPerDay).toISOString());

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
