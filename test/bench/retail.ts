import type { Http } from '../../shared/ports/http.ts';
import { effectsOfCase } from '../../shared/stores/stock-effect-store.ts';
import { aRefundSale } from '../support/effects.ts';
import { type LaneWorld, laneWorld } from '../support/lane-world.ts';
import { id } from '../support/orders.ts';
import { article, retailConnection } from '../support/simulated-retail.ts';
import { atMost, type BenchOptions, type Verdict } from './verdict.ts';

const bars = { makespanRatio: 1.05, limited: 0, unitsPerNote: 8.5 } as const;
const defaultNotes = 500;
const articleCount = 40;
const bucket = { size: 90, dripPerSecond: 1 } as const;
const secondsPerHour = 3_600;

/** What Retail was asked, and what it said of it. */
type Asked = { requests: number; limited: number; units: number };

/**
 * How long credit notes that come all at once take to stand in Retail, beside what its bucket allows at best (design §8).
 * On a virtual clock, with the simulated Retail, so that hours take seconds and every run is the same.
 */
export async function retail({ notes = defaultNotes, print }: BenchOptions): Promise<readonly Verdict[]> {
  const asked: Asked = { requests: 0, limited: 0, units: 0 };
  const world = laneWorld({ through: (http) => counting(http, asked) });
  const skus = Array.from({ length: articleCount }, (_, index) => `SKU-${index}`);
  world.simulated.door('items', { items: skus.map((sku) => article(sku, 1_000)) });
  const startedAt = world.clock.nowMilliseconds();
  for (let index = 0; index < notes; index += 1) await world.open(refundSale(index, skus));
  await world.workUntilQuiet(notes * secondsPerHour);
  const makespanSeconds = ((await lastCompletion(world, notes)) - startedAt) / 1000;
  // The bucket is empty at first and may be full at the end: that much need not be waited for.
  const boundSeconds = (asked.units - bucket.size) / bucket.dripPerSecond;
  print(`${notes} credit notes of two articles, all at once, Update inventory on`);
  print(`  requests            ${asked.requests} (${(asked.requests / notes).toFixed(2)} for each)`);
  print(`  cost units          ${asked.units.toFixed(1)} (${(asked.units / notes).toFixed(2)} for each)`);
  print(
    `  the last completed  ${makespanSeconds.toFixed(0)} s after the first came, at best ${boundSeconds.toFixed(0)} s`,
  );
  return [
    atMost("makespan beside the bucket's own bound", makespanSeconds / boundSeconds, bars.makespanRatio, 'x'),
    atMost('requests refused with 429', asked.limited, bars.limited, ''),
    atMost('cost units of a credit note', asked.units / notes, bars.unitsPerNote, 'units'),
  ];
}

function refundSale(index: number, skus: readonly string[]) {
  const goods = [0, 1].map((line) => ({
    orderLineId: id.line(String(line + 1)),
    sku: skus[(2 * index + line) % skus.length] ?? '',
    quantity: 1,
    amountMinor: 1_000 + line,
  }));
  const caseId = id.refundCase(`BENCH-${index}`);
  const orderNumber = id.order(`ORD-${index}`);
  return aRefundSale({ accountId: retailConnection.accountId, caseId, orderNumber, goods, creditMinor: 2_001 });
}

function counting(http: Http, asked: Asked): Http {
  return {
    async send(request) {
      const answer = await http.send(request);
      asked.requests += 1;
      if (answer.status === 429) asked.limited += 1;
      else asked.units += Number(answer.headers['x-ls-api-request-cost'] ?? 0);
      return answer;
    },
  };
}

/** When the last of them was completed. Throws when one was not. */
async function lastCompletion({ table }: LaneWorld, notes: number): Promise<number> {
  let last = 0;
  for (let index = 0; index < notes; index += 1) {
    const [effect] = await effectsOfCase(table, id.shop('demo'), id.refundCase(`BENCH-${index}`));
    const completedAt = effect?.kind === 'refund_sale' ? effect.progress.completedAt : undefined;
    if (completedAt === undefined) throw new Error(`The refund sale of credit note ${index} was not completed.`);
    last = Math.max(last, Date.parse(completedAt));
  }
  return last;
}
