import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { digestMadeV1 } from '../../../events/digest-made.v1.ts';
import { makeDigests } from '../../../functions/make-digests/make-digests.ts';
import { sendDigest, WebhookNotTakenError } from '../../../functions/send-digest/send-digest.ts';
import { recordObservedOrder } from '../../../shared/acceptance/record-observed-order.ts';
import { signWebhook } from '../../../shared/adapters/standard-webhook.ts';
import { digestOf } from '../../../shared/domain/digest.ts';
import type { DigestSettings, ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { type HttpRequest, NoAnswerError } from '../../../shared/ports/http.ts';
import { type Notice, NotifierUnavailableError } from '../../../shared/ports/notifier.ts';
import { keepDigest } from '../../../shared/stores/digest-store.ts';
import { digestMail } from '../../../shared/texts/digest-texts.ts';
import { cancellation, copyCandidate } from '../../support/copied-orders.ts';
import { anObservedOrder } from '../../support/observed-orders.ts';
import { anOrder, aShop } from '../../support/orders.ts';
import { providerWorld } from '../../support/provider-world.ts';

const hour = 3_600_000;
const current = `whsec_${Buffer.from('a-secret-of-32-bytes-for-signing').toString('base64')}`;
const former = `whsec_${Buffer.from('the-secret-before-this-one-was-it').toString('base64')}`;
const webhookUrl = 'https://board.example/avoir';

/** A shop in Toronto (five hours behind UTC) at 4:30 in the morning, with one refund of 10.00 to make. */
async function aWorld(digest: Partial<DigestSettings> | undefined = {}) {
  const wanted: DigestSettings | undefined = digest && { at: '07:00', language: 'en', ...digest };
  const world = providerWorld();
  await world.credit();
  let shop: ShopSettings = aShop({ digest: wanted });
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const mails: Notice[] = [];
  const posts: HttpRequest[] = [];
  const answers = { mail: true, status: 204 };
  const dependencies = {
    ...world,
    settings,
    secrets: { ofShop: async () => ({ providers: [], digestSecrets: [current, former] }) },
    notifier: {
      async tell(notice: Notice) {
        if (!answers.mail) throw new NotifierUnavailableError('SNS did not answer.');
        mails.push(notice);
      },
    },
    httpTo: () => ({
      async send(request: HttpRequest) {
        posts.push(request);
        if (answers.status === 0) throw new NoAnswerError('Nobody answers.');
        return { status: answers.status, headers: {}, body: '' };
      },
    }),
    signWebhook,
  };
  const events = () =>
    world.table.rows().flatMap(({ event }) => {
      if (typeof event !== 'object' || !('detail' in event) || typeof event.detail !== 'string') return [];
      const parsed = digestMadeV1.schema.safeParse(JSON.parse(event.detail));
      return parsed.success ? [parsed.data] : [];
    });
  return {
    ...world,
    mails,
    posts,
    answers,
    events,
    change: (changes: Partial<ShopSettings>) => {
      shop = { ...shop, ...changes };
    },
    make: () => makeDigests(dependencies),
    send: async () => {
      for (const event of events()) await sendDigest(dependencies, event);
    },
  };
}

describe('the digest of a day', () => {
  it('is made once, when the shop’s hour has come and not before', async () => {
    const world = await aWorld();
    world.clock.advance(2 * hour);
    expect(await world.make()).toBe(0);
    world.clock.advance(hour);
    expect(await world.make()).toBe(1);
    expect(await world.make()).toBe(0);
    const amounts = [{ currency: 'EUR', amountMinor: 1000 }];
    expect(world.events()).toMatchObject([
      { data: { day: '2026-11-12', refundCount: 1, overdueCount: 0, differenceCount: 0, amounts } },
    ]);
  });

  it('is made late where its hour was missed, and again the next day with what is overdue by then', async () => {
    const world = await aWorld();
    world.clock.advance(19 * hour);
    expect(await world.make()).toBe(1);
    world.clock.advance(15 * 24 * hour);
    await Promise.all([world.make(), world.make()]);
    expect(world.events().map(({ data }) => [data.day, data.overdueCount])).toEqual([
      ['2026-11-12', 0],
      ['2026-11-27', 1],
    ]);
  });

  it('is not made again by a run that counted before the other one kept it', async () => {
    const world = await aWorld();
    world.clock.advance(3 * hour);
    await world.make();
    await world.send();
    const day = '2026-11-12';
    const digest = { refundCount: 9, overdueCount: 0, differenceCount: 0, amounts: [] };
    expect(await keepDigest(world.table, world.shopId, { day, digest, now: world.clock.now() })).toBe('known');
    await world.send();
    expect(world.mails).toHaveLength(1);
  });

  it('counts what somebody has to do: not what an app refunds by itself, nor what was reported', async () => {
    const world = await aWorld();
    const task = await world.task();
    const day = { today: '2026-11-12', timeZone: 'America/Toronto' };
    const byApp = { ...task, facts: { ...task.facts, payment: { ...task.facts.payment, refundMode: 'app' } } } as const;
    const reported = { ...task, state: { name: 'reported' } } as const;
    expect(digestOf([task, byApp, reported], 0, day)).toMatchObject({ refundCount: 1 });
  });

  it('counts a cancelled order that may have been replaced by its copy as something to decide', async () => {
    const world = await aWorld();
    const { shopId, table, clock } = world;
    const order = anOrder({ orderNumber: 'ORD00200' });
    const observed = anObservedOrder({ order, cancellation, copyCandidates: [copyCandidate] });
    await recordObservedOrder({ table, clock }, { shopId, shop: aShop(), observed, source: 'webhook' });
    world.clock.advance(3 * hour);
    await world.make();
    expect(world.events()).toMatchObject([{ data: { refundCount: 1, differenceCount: 1 } }]);
  });

  it('tells nobody where nothing is to be done, nor where the shop wants none', async () => {
    const world = await aWorld();
    world.change(aShop({ shopId: 'other', digest: { at: '07:00', language: 'en' } }));
    world.clock.advance(3 * hour);
    expect(await world.make()).toBe(1);
    expect(world.events()).toEqual([]);
    world.change(aShop({ digest: undefined }));
    expect(await world.make()).toBe(0);
    world.change(aShop({ digest: { at: '07:00', language: 'en' } }));
    await world.make();
    world.change({ digest: undefined });
    await world.send();
    expect(world.mails).toEqual([]);
  });
});

describe('a digest that is sent', () => {
  it('says all in the subject, and goes out once however often it is asked for', async () => {
    const world = await aWorld();
    world.clock.advance(3 * hour);
    await world.make();
    await world.send();
    await world.send();
    expect(world.mails).toMatchObject([{ shopId: 'demo', subject: 'Demo: 1 refund, €10.00' }]);
    expect(world.posts).toEqual([]);
  });

  it('is a webhook too where the shop names an address, signed with each secret that counts', async () => {
    const world = await aWorld({ webhookUrl });
    world.clock.advance(3 * hour);
    await world.make();
    await world.send();
    await world.send();
    const [{ headers = {}, body = '' } = {}, ...others] = world.posts;
    expect(others).toEqual([]);
    expect(JSON.parse(body)).toMatchObject({ type: 'digest.v1', data: { shopId: 'demo', refundCount: 1 } });
    expect(headers['webhook-id']).toBe('digest-made/demo/2026-11-12');
    for (const secret of [current, former]) {
      // The verifier knows no other clock than its own: signed again for that, the same must come out.
      const sentAtSeconds = Number(headers['webhook-timestamp']);
      expect(headers['webhook-signature']?.split(' ')).toContain(
        new Webhook(secret).sign('digest-made/demo/2026-11-12', new Date(sentAtSeconds * 1000), body),
      );
    }
  });

  it.each([
    ['answers with an error', 500],
    ['does not answer', 0],
  ])('is tried again where the other side %s; the mail is not sent twice for that', async (_, status) => {
    const world = await aWorld({ webhookUrl });
    world.clock.advance(3 * hour);
    await world.make();
    world.answers.status = status;
    await expect(world.send()).rejects.toThrow(status === 0 ? NoAnswerError : WebhookNotTakenError);
    world.answers.status = 200;
    await world.send();
    await world.send();
    expect([world.mails.length, world.posts.length]).toEqual([1, 2]);
  });

  it('waits for the mail where that cannot be handed over', async () => {
    const world = await aWorld();
    world.clock.advance(3 * hour);
    await world.make();
    world.answers.mail = false;
    await expect(world.send()).rejects.toThrow(NotifierUnavailableError);
    world.answers.mail = true;
    await world.send();
    expect(world.mails).toHaveLength(1);
  });
});

describe('the morning mail', () => {
  const digest = {
    refundCount: 6,
    overdueCount: 1,
    differenceCount: 2,
    amounts: [
      { currency: 'EUR', amountMinor: 41_230 },
      { currency: 'USD', amountMinor: 500 },
    ],
  };

  it('counts in the reader’s language, with each currency by itself', () => {
    expect(digestMail(digest, 'Demo', { language: 'en', locale: 'en-IE' }).subject).toBe(
      'Demo: 6 refunds, €412.30, US$5.00, 1 overdue, 2 differences to decide',
    );
    const french = digestMail({ ...digest, refundCount: 1 }, 'Demo', { language: 'fr', locale: 'fr-FR' });
    expect(french.subject).toMatch(/^Demo: 1 remboursement, 412,30\s€, 5,00\s\$US, 1 en retard, 2 écarts à régler$/);
    expect(french.text).toContain('À faire aujourd’hui dans Demo');
  });
});
