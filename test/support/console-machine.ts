import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { defaultShopsFile } from '../../infra/local/shops-file.ts';
import { aCreditNoteBody, aSnapshot } from './requests.ts';

const fileSchema = z.object({ shops: z.array(z.looseObject({ shopId: z.string() })) });
const accountSchema = z.object({ shopId: z.string(), provider: z.string(), url: z.string(), portalUrl: z.string() });

/** The running system with an hour of grace for nobody: a refund without a credit note is one at once. */
export async function startConsoleMachine() {
  const { shops } = fileSchema.parse(JSON.parse(await readFile(defaultShopsFile, 'utf8')));
  const folder = await mkdtemp(join(tmpdir(), 'avoir-console-'));
  const shopsFile = join(folder, 'shops.json');
  await writeFile(shopsFile, JSON.stringify({ shops: shops.map((shop) => ({ ...shop, noteGraceHours: 0 })) }));
  const machine = await startMachine({ port: 0, shopsFile });
  const { providers, ecom, items } = z
    .object({
      items: z.array(z.object({ shopId: z.string(), url: z.string(), accountId: z.string(), itemsUrl: z.string() })),
      providers: z.array(accountSchema),
      ecom: z.array(z.object({ shopId: z.string(), backOfficeUrl: z.string() })),
    })
    .parse(await (await fetch(`${machine.url}/_simulators`)).json());
  const account = (provider: string) => {
    const found = providers.find((each) => each.shopId === 'demo' && each.provider === provider);
    if (found === undefined) throw new Error(`The demo shop has no account at ${provider}.`);
    return found;
  };
  const ecomOfDemo = ecom.find(({ shopId }) => shopId === 'demo');
  if (ecomOfDemo === undefined) throw new Error('The demo shop has no simulated eCom.');
  const retail = items.find(({ shopId }) => shopId === 'demo');
  if (retail === undefined) throw new Error('The demo shop has no simulated Retail.');
  /** A customer pays 25.00 at a provider just now, unless said otherwise. */
  const pay = (provider: string, payment: Readonly<Record<string, unknown>>) =>
    fetch(`${account(provider).url}/_payments`, {
      method: 'POST',
      body: JSON.stringify({ amountMinor: 2500, currency: 'EUR', paidAt: new Date().toISOString(), ...payment }),
    });
  return { machine, account, ecom: ecomOfDemo, retail, pay, credit: credit(machine, account) };
}

/** A customer pays 25.00 at a provider, and 10.00 of it is credited. */
const credit =
  (machine: Machine, account: (provider: string) => z.infer<typeof accountSchema>) =>
  async (number: string, { provider = 'stripe', name = 'Camille Exemple' } = {}): Promise<void> => {
    const paidAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const paymentId = `pi_${number}`;
    const paid = { paymentId, amountMinor: 2500, currency: 'EUR', paidAt, reference: number, customerName: name };
    await fetch(`${account(provider).url}/_payments`, { method: 'POST', body: JSON.stringify(paid) });
    const payment = { kind: 'provider', method: provider, amountMinor: 2500, paidAt, providerPaymentId: paymentId };
    const order = aSnapshot({ orderNumber: number, payments: [payment], customer: { name } });
    const body = aCreditNoteBody({ creditNoteId: `CN-${number}`, orderNumber: number, order });
    const response = await fetch(`${machine.url}/shops/demo/credit-notes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${machine.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`The credit note was not accepted: ${await response.text()}`);
  };
