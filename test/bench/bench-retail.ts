import { setTimeout as delay } from 'node:timers/promises';
import { simulatedRetailOf } from '../../infra/cli/simulated-retail.ts';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { articlesOfLoad } from './credit-note-load.ts';

/** The simulated Retail of the system that is measured, with the articles of the load in it. */
export type BenchRetail = Readonly<{
  /** Resolves when that many refund sales are completed; answers when that was (`performance.now`). */
  completed(saleCount: number): Promise<number>;
}>;

const betweenLooksMilliseconds = 50;
const patienceMilliseconds = 300_000;

/** Counts the articles of the load in. Throws when the shop has no simulated Retail. */
export async function openBenchRetail(url: string, shopId: string): Promise<BenchRetail> {
  const httpFor = (origin: string) => fetchHttp({ allowedOrigins: [origin] });
  const retail = await simulatedRetailOf({ url, shopId, httpFor, pause: (milliseconds) => delay(milliseconds) });
  if (retail === undefined) throw new Error(`The shop ${shopId} has no simulated Retail.`);
  await retail.countIn(articlesOfLoad);
  return {
    async completed(saleCount) {
      const deadline = performance.now() + patienceMilliseconds;
      for (;;) {
        const { completedSales } = await retail.counts();
        if (completedSales >= saleCount) return performance.now();
        if (performance.now() > deadline)
          throw new Error(`Only ${completedSales} of ${saleCount} sales are completed.`);
        await delay(betweenLooksMilliseconds);
      }
    },
  };
}
