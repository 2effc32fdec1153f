import * as z from 'zod';
import { type Http, NoAnswerError } from '../../shared/ports/http.ts';
import { faults } from '../local/simulators/faults.ts';
import { faultSwitchPath } from '../local/simulators/host/fault-switch.ts';
import { simulatorsPath } from '../local/simulators/host/simulated-shops.ts';
import { fault } from './command-failure.ts';

/** An article as it is counted in before anything is sold. */
export type CountedArticle = Readonly<{ customSku: string; description: string; unitPrice: string; onHand: number }>;

/** An order or a credit note, as Lightspeed's own link writes it into Retail. */
export type LinkedOrder = Readonly<{
  orderNumber: string;
  lines: readonly Readonly<{ customSku: string; quantity: number; unitPrice: string }>[];
  otherAmount?: string;
}>;

const countsSchema = z.object({
  sales: z.int(),
  completedSales: z.int(),
  quantityWrites: z.int(),
  logRows: z.int(),
  traffic: z.object({ requests: z.int(), costUnits: z.number(), limited: z.int() }),
});
const saleSchema = z.object({
  saleId: z.int(),
  referenceNumber: z.string(),
  referenceNumberSource: z.string(),
  completed: z.boolean(),
  archived: z.boolean(),
  total: z.string(),
  paidWith: z.array(z.object({ type: z.string(), amount: z.string() })),
});
const logRowSchema = z.object({
  inventoryLogId: z.int(),
  customSku: z.string(),
  saleId: z.int(),
  quantityChange: z.int(),
  reason: z.string(),
});

/**
 * How much there is in Retail. `quantityWrites` are rows of the log that programs made by writing a quantity; `traffic` is
 * what programs asked since the machine was started.
 */
export type RetailCounts = Readonly<z.infer<typeof countsSchema>>;
/** A sale as it stands in Retail; amounts are decimal text. */
export type RetailSaleLine = Readonly<z.infer<typeof saleSchema>>;
/** A row of the inventory log, with its reason as an operator reads it. `saleId` is 0 where no sale made it. */
export type RetailLogLine = Readonly<z.infer<typeof logRowSchema>>;

/** The Retail account that a machine stands in for, seen by the people who work there. */
export type SimulatedRetail = Readonly<{
  /** Counts articles in. Those that are there already stay as they are. */
  countIn(articles: readonly CountedArticle[]): Promise<void>;
  /** What Lightspeed's own link writes of a paid order, and of a credit note. */
  linkSale(order: LinkedOrder): Promise<void>;
  linkRefund(creditNote: LinkedOrder & Readonly<{ updateInventory: boolean }>): Promise<void>;
  /** Lets so many of a hundred requests of programs fail from now on, in every way there is; 0 ends it. */
  fail(percent: number): Promise<void>;
  counts(): Promise<RetailCounts>;
  sales(): Promise<readonly RetailSaleLine[]>;
  inventoryLog(): Promise<readonly RetailLogLine[]>;
}>;

const timeoutMilliseconds = 30_000;
const articlesPerRequest = 2000;
const betweenAttemptsMilliseconds = 500;
const mostAttempts = 240;

const placeSchema = z.object({ shopId: z.string(), url: z.url(), accountId: z.string(), retailShopId: z.string() });
const placesSchema = z.object({ items: z.array(placeSchema) });
type Place = z.infer<typeof placeSchema>;

/** How the account is reached. `pause` waits so many milliseconds, and rejects when the command is stopped meanwhile. */
export type RetailReach = Readonly<{
  url: string;
  shopId: string;
  httpFor: (origin: string) => Http;
  pause: (milliseconds: number) => Promise<void>;
}>;

/**
 * The simulated Retail of a shop; `undefined` where the system at `url` has none for it, because it is not one machine or
 * its settings name another server. A machine that is started again is waited for, and looked up anew: its simulators have
 * other addresses then.
 */
export async function simulatedRetailOf(reach: RetailReach): Promise<SimulatedRetail | undefined> {
  const place = await patiently(reach, () => placeOf(reach));
  return place && doorsOf(reach, place);
}

async function placeOf({ url, shopId, httpFor }: RetailReach): Promise<Place | undefined> {
  const request = { method: 'GET', url: new URL(simulatorsPath, url).href, timeoutMilliseconds } as const;
  const { status, body } = await httpFor(url).send(request);
  if (status !== 200) return undefined;
  return placesSchema.parse(JSON.parse(body)).items.find((each) => each.shopId === shopId);
}

function doorsOf(reach: RetailReach, found: Place): SimulatedRetail {
  let place: Place | undefined = found;

  async function knock(method: 'GET' | 'POST', pathOf: (accountId: string) => string, content: unknown) {
    place ??= await placeOf(reach);
    if (place === undefined) throw new NoAnswerError('The simulated Retail is not there.');
    const path = pathOf(place.accountId);
    const body = content === undefined ? {} : { body: JSON.stringify(content) };
    const url = `${place.url}${path}`;
    const answer = await reach.httpFor(place.url).send({ method, url, timeoutMilliseconds, ...body });
    // A simulator that begins answers this.
    if (answer.status === 503) throw new NoAnswerError('The simulated Retail is not ready.');
    if (answer.status === 204) return undefined;
    if (answer.status !== 200) throw fault(`The simulated Retail answered ${answer.status} at ${path}.`);
    return JSON.parse(answer.body);
  }

  const doorTo = (door: string) => (accountId: string) => `/_simulator/${accountId}/${door}`;

  const send = (method: 'GET' | 'POST', pathOf: (accountId: string) => string, content?: unknown): Promise<unknown> =>
    patiently(reach, async () => {
      try {
        return await knock(method, pathOf, content);
      } catch (error) {
        place = undefined;
        throw error;
      }
    });

  async function all<Row>(door: string, row: z.ZodType<Row>, idOf: (row: Row) => number): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const last = rows.at(-1);
      const answer = await send('GET', doorTo(`${door}?after=${last === undefined ? 0 : idOf(last)}`));
      const page = z.object({ items: z.array(row) }).parse(answer);
      if (page.items.length === 0) return rows;
      rows.push(...page.items);
    }
  }

  return {
    async countIn(articles) {
      const items = articles.map((article) => itemOf(article, found.retailShopId));
      for (let from = 0; from < items.length; from += articlesPerRequest)
        await send('POST', doorTo('items'), { items: items.slice(from, from + articlesPerRequest) });
    },
    // Asked once: the link would write a second sale.
    async linkSale(order) {
      await knock('POST', doorTo('link-sales'), order);
    },
    async linkRefund(creditNote) {
      await knock('POST', doorTo('link-refunds'), creditNote);
    },
    async fail(percent) {
      const share = percent / faults.length;
      await send('POST', () => faultSwitchPath, Object.fromEntries(faults.map((each) => [each, share])));
    },
    counts: async () => countsSchema.parse(await send('GET', doorTo('counts'))),
    sales: () => all('sales', saleSchema, ({ saleId }) => saleId),
    inventoryLog: () => all('inventory-log', logRowSchema, ({ inventoryLogId }) => inventoryLogId),
  };
}

const itemOf = ({ customSku, description, unitPrice, onHand }: CountedArticle, shopID: string) => ({
  customSku,
  description,
  Prices: { ItemPrice: { amount: unitPrice, useType: 'Default' } },
  ...(onHand !== 0 && { ItemShops: { ItemShop: { shopID, qoh: onHand } } }),
});

async function patiently<Answer>({ pause, url }: RetailReach, ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (cause) {
      if (!(cause instanceof NoAnswerError)) throw cause;
      if (attempt === mostAttempts) throw fault(`The simulated Retail of ${url} does not answer.`, { cause });
      await pause(betweenAttemptsMilliseconds);
    }
  }
}
