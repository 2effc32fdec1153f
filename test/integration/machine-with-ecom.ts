import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { lampAndRug } from '../support/simulated-ecom.ts';

/** The keys of a shop of the file. */
export const secretsOf = (shopId: string) => ({
  apiKey: `api-key-of-${shopId}`,
  apiSecret: `api-secret-of-${shopId}`,
  webhookKey: [`webhook-key-of-${shopId}`, `former-webhook-key-of-${shopId}`],
});
const answered = { 'credit-post': { answer: 'as-assumed' }, 'credit-repeat': { answer: 'second-credit-note' } };
const aShopOfFile = (shopId: string, signature: 'monitor' | 'enforce' = 'monitor') => ({
  shopId,
  name: shopId,
  country: 'FR',
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  orderPrefix: 'ORD',
  nativeLink: 'off',
  watchMode: false,
  ecom: { baseUrl: 'simulator', language: 'fr', signature, ...secretsOf(shopId) },
  retail: {
    baseUrl: 'simulator',
    accountId: '9001',
    shopId: '1',
    registerId: '2',
    employeeId: '7',
    clientId: 'avoir',
    clientSecret: 'client-secret',
    refreshToken: `refresh-token-of-${shopId}`,
    tokenUrl: 'simulator',
  },
  ...(shopId === 'heard' && { liveChecks: answered }),
  paymentMethods: [{ ecomPaymentId: 'paypal', provider: 'paypal', account: 'main', refundMode: 'portal' }],
});
/** Three shops alike: one hears webhooks, one loses them all, one demands signatures. */
export const shopIds = ['heard', 'deaf', 'strict'] as const;
export type TestShop = (typeof shopIds)[number];

const pressed = z.looseObject({
  invoiceId: z.int().optional(),
  orderProductIds: z.array(z.int()).optional(),
});

const caseSchema = z.looseObject({
  caseId: z.string(),
  orderNumber: z.string(),
  totalMinor: z.int(),
  lines: z.array(z.looseObject({ quantity: z.int(), amountMinor: z.int() })),
});

/** A running machine with these shops, and the people of their back offices. */
export type MachineWithEcom = Awaited<ReturnType<typeof startWithEcom>>;

/** Starts a machine whose shops have a simulated eCom and Retail. */
export async function startWithEcom() {
  const folder = await mkdtemp(join(tmpdir(), 'avoir-ecom-'));
  const shopsFile = join(folder, 'shops.json');
  const shops = shopIds.map((shopId) => aShopOfFile(shopId, shopId === 'strict' ? 'enforce' : 'monitor'));
  await writeFile(shopsFile, JSON.stringify({ shops }));
  const machine: Machine = await startMachine({ port: 0, shopsFile });
  const headers = { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json' };

  const read = async (path: string): Promise<unknown> => (await fetch(new URL(path, machine.url), { headers })).json();
  const { ecom } = z
    .object({ ecom: z.array(z.object({ shopId: z.string(), backOfficeUrl: z.string() })) })
    .parse(await read('/_simulators'));
  const backOffices = new Map(ecom.map(({ shopId, backOfficeUrl }) => [shopId, backOfficeUrl]));

  async function press(shopId: TestShop, action: string, body: unknown): Promise<z.infer<typeof pressed>> {
    const url = `${backOffices.get(shopId)}/${action}`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`The back office refuses: ${text}`);
    return pressed.parse(JSON.parse(text));
  }

  return {
    machine,
    read,
    press,
    post: (path: string, body: unknown) =>
      fetch(new URL(path, machine.url), { method: 'POST', headers, body: JSON.stringify(body) }),
    /** An order with two credit notes, one that is cancelled, and one that came back; the same in every shop. */
    async aBusyDay(shopId: TestShop): Promise<void> {
      for (const number of ['ORD1', 'ORD2', 'ORD3']) await press(shopId, 'place-order', { ...lampAndRug, number });
      await press(shopId, 'credit', { order: 'ORD1', lines: [{ line: 1, quantity: 1 }] });
      await press(shopId, 'credit', { order: 'ORD1', lines: [{ line: 2, quantity: 1 }], shipping: true });
      await press(shopId, 'cancel', { order: 'ORD2' });
      await press(shopId, 'return', { order: 'ORD3', lines: [{ line: 1, quantity: 1 }], reason: 'r', action: 'a' });
    },
    /** What a shop's cases come to: without the ids and times that eCom gave out in its own order. */
    async casesOf(shopId: TestShop) {
      const { items } = z
        .object({ items: z.array(z.looseObject({ caseId: z.string() })) })
        .parse(await read(`/shops/${shopId}/cases?limit=100`));
      const cases = await Promise.all(
        items.map(async ({ caseId }) =>
          caseSchema.parse(await read(`/shops/${shopId}/cases/${encodeURIComponent(caseId)}`)),
        ),
      );
      return cases
        .map(({ orderNumber, totalMinor, lines }) => ({
          orderNumber,
          totalMinor,
          lines: lines.map(({ quantity, amountMinor }) => ({ quantity, amountMinor })),
        }))
        .toSorted((a, b) => a.orderNumber.localeCompare(b.orderNumber) || a.totalMinor - b.totalMinor);
    },
    async stop(): Promise<void> {
      await machine.stop();
      await rm(folder, { recursive: true });
    },
  };
}
