import { beforeEach, describe, expect, it } from 'vitest';
import { makeCreditNote } from '../../../functions/make-credit-note/make-credit-note.ts';
import { checksInTheWay } from '../../../shared/ecom/credit-permission.ts';
import { ecomClient } from '../../../shared/ecom/ecom-client.ts';
import { EcomLimitedError } from '../../../shared/ecom/ecom-errors.ts';
import { askedCreditSchema, readEcomCredit } from '../../../shared/stores/ecom-credit-store.ts';
import { auditPartition } from '../../../shared/stores/keys.ts';
import { simulatedTable } from '../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../simulation/world/virtual-clock.ts';
import { aShop, id } from '../../support/orders.ts';
import { lampAndRug, simulatedEcom, testEcomUrl } from '../../support/simulated-ecom.ts';

const shopId = id.shop('demo');
const account = { baseUrl: testEcomUrl, language: 'fr', apiKey: 'key', apiSecret: 'secret' };

function aWorld() {
  const clock = virtualClock();
  const ecom = simulatedEcom(clock);
  const table = simulatedTable();
  const client = ecomClient({ http: ecom.http, clock, account });
  const { orderId, orderProductIds } = ecom.backOffice.place(lampAndRug);
  const lamp = String(orderProductIds[0]);
  const make = (changes: Readonly<Record<string, unknown>> = {}, key = 'K-1') =>
    makeCreditNote(
      { table, clock, client },
      {
        shopId,
        key,
        by: 'anna',
        asked: askedCreditSchema.parse({
          orderNumber: 'ORD00001',
          lines: [{ orderLineId: lamp, quantity: 1 }],
          creditShipping: false,
          creditPaymentCosts: false,
          updateInventory: true,
          ...changes,
        }),
      },
    );
  const notes = async () => (await client.invoicesOf(orderId)).filter(({ isCreditNote }) => isCreditNote);
  const fail = (...faults: readonly string[]) => ecom.backOffice.press('fault', { faults });
  const sends = () => ecom.calls.filter((call) => call.startsWith('POST') && call.includes('/credit.json'));
  return { clock, ecom, table, client, orderId, lamp, make, notes, fail, sends };
}

let world: ReturnType<typeof aWorld>;
beforeEach(() => {
  world = aWorld();
});

/** Lets everything before the sending succeed, and the first sending meet this. */
async function makeWhileSendingMeets(fault: string) {
  const { client } = world;
  const credit = client.credit.bind(client);
  client.credit = async (...args: Parameters<typeof credit>) => {
    client.credit = credit;
    world.fail(fault);
    return credit(...args);
  };
  return world.make();
}

describe('a credit note that is made in eCom', () => {
  it('is made once, however often it is asked for, and leaves our mark on the order', async () => {
    const made = await world.make();
    expect(made).toEqual({ kind: 'made', creditNoteId: 'CRE00002' });
    expect(await world.make()).toEqual(made);
    expect(await world.notes()).toHaveLength(1);
    expect(world.sends()).toHaveLength(1);
    expect(await world.client.metafieldsOf(world.orderId)).toMatchObject([{ key: 'avoir_credit_note_K-1' }]);
  });

  it('stands in the audit trail, with who asked for it', async () => {
    await world.make();
    await world.make();
    const trail = world.table.rows().filter(({ pk }) => pk === auditPartition(shopId));
    expect(trail).toMatchObject([
      { by: 'anna', action: 'ecom_credit_note_sent', subject: 'K-1', details: { orderNumber: 'ORD00001' } },
    ]);
  });

  it('is sent by one of two who ask at the same time', async () => {
    const answers = await Promise.all([world.make(), world.make()]);
    expect(answers.filter(({ kind }) => kind === 'made')).toHaveLength(1);
    expect(world.sends()).toHaveLength(1);
    expect(await world.make()).toMatchObject({ kind: 'made' });
  });

  it('is found by reading when its answer is lost', async () => {
    expect(await makeWhileSendingMeets('applied_no_answer')).toEqual({ kind: 'in_doubt' });
    expect(await world.make()).toEqual({ kind: 'made', creditNoteId: 'CRE00002' });
    expect(world.sends()).toHaveLength(1);
  });

  it('is called not made only when eCom has shown nothing for ten minutes, and is never sent again', async () => {
    expect(await makeWhileSendingMeets('unavailable')).toEqual({ kind: 'in_doubt' });
    world.clock.advance(599_000);
    expect(await world.make()).toEqual({ kind: 'in_doubt' });
    world.clock.advance(2_000);
    expect(await world.make()).toEqual({ kind: 'not_made' });
    expect(await world.make()).toEqual({ kind: 'not_made' });
    expect(world.sends()).toHaveLength(1);
    expect(await world.make({}, 'K-2')).toMatchObject({ kind: 'made' });
  });

  it('may be sent later when eCom was limited: nothing was done', async () => {
    await expect(makeWhileSendingMeets('limited')).rejects.toThrow(EcomLimitedError);
    expect((await readEcomCredit(world.table, shopId, 'K-1'))?.state).toEqual({ name: 'claimed' });
    world.clock.advance(2000);
    expect(await world.make()).toMatchObject({ kind: 'made' });
  });

  it('is told from one that a person made of other pieces, and is unclear beside one of the same', async () => {
    expect(await makeWhileSendingMeets('applied_no_answer')).toEqual({ kind: 'in_doubt' });
    world.ecom.backOffice.credit({ order: 'ORD00001', lines: [{ line: 2, quantity: 1 }] });
    world.ecom.backOffice.credit({ order: 'ORD00001', lines: [{ line: 1, quantity: 1 }] });
    expect(await world.make()).toEqual({ kind: 'unclear', creditNoteIds: ['CRE00002', 'CRE00004'] });
  });

  it('is refused before anything is sent when less is left, and leaves no trace', async () => {
    const lines = [
      { orderLineId: world.lamp, quantity: 3 },
      { orderLineId: '1', quantity: 1 },
    ];
    expect(await world.make({ lines })).toEqual({
      kind: 'refused',
      reasons: [
        { code: 'quantity_exceeds_remaining', orderLineId: world.lamp, asked: 3, remaining: 2 },
        { code: 'line_unknown', orderLineId: '1' },
      ],
    });
    expect(await world.make({ lines: [] })).toMatchObject({ reasons: [{ code: 'nothing_to_refund' }] });
    expect(await world.make({ orderNumber: 'ORD9' })).toEqual({ kind: 'order_unknown' });
    expect([world.sends(), world.table.rows()]).toEqual([[], []]);
  });

  it('has one content for its key', async () => {
    await world.make();
    expect(await world.make({ updateInventory: false })).toEqual({ kind: 'conflict' });
  });
});

describe('making credit notes', () => {
  it('is off until the live checks that it rests on are answered well', () => {
    expect(checksInTheWay(aShop())).toEqual(['credit-post', 'credit-repeat']);
    const answers = { 'credit-post': { answer: 'money-moved' }, 'credit-repeat': { answer: 'refused' } };
    expect(checksInTheWay(aShop({ liveChecks: answers }))).toEqual(['credit-post']);
    expect(checksInTheWay(aShop({ liveChecks: { ...answers, 'credit-post': { answer: 'as-assumed' } } }))).toEqual([]);
  });
});
