import { describe, expect, it } from 'vitest';
import { mayActAs } from '../../../shared/domain/roles.ts';
import { type Access, routes } from '../../../shared/lambda/routes.ts';
import { storeDeadLetter } from '../../../shared/stores/dead-letter-store.ts';
import { writeOfPause } from '../../../shared/stores/paused-shop-store.ts';
import { type ApiWorld, apiWorld } from '../../support/api/api-world.ts';
import { id } from '../../support/orders.ts';
import { retailConnection } from '../../support/simulated-retail.ts';

const isOfApi = ({ path, functionName }: Readonly<{ path: string; functionName: string }>): boolean =>
  !path.startsWith('/webhooks/') && !['show-console', 'serve-assets', 'open-session'].includes(functionName);
const ofApi = routes.filter(isOfApi).map(({ method, path, access }) => ({ name: `${method} ${path}`, path, access }));
const ofShop = ofApi.filter(({ path }) => path.includes('{shopId}'));
const needsMore = (access: Access): boolean => access !== 'open' && !mayActAs('viewer', access.role);

async function aLetterOf(shopId: string | undefined, { table, clock }: ApiWorld): Promise<void> {
  const at = clock.now();
  const attempts = [{ attempt: 5, failedAt: at, errorCode: 'UnknownRefundTaskError' }];
  const body = JSON.stringify({ kind: 'reconcile_task', shopId, caseId: 'CN-1', paymentNumber: 1 });
  const letter = { queueName: 'reconciliation', letterId: 'L-1', kind: 'queue_message', shopId } as const;
  await storeDeadLetter(table, { ...letter, body, attempts, firstSeenAt: at, lastSeenAt: at });
}

describe('the neighbour', () => {
  it('is let into no route of a shop that is not theirs, whether what they name is there or not', async () => {
    const { call, table } = await apiWorld();
    const before = table.rows();
    const path = { taskId: 'CN-1~1', caseId: 'CN-1', orderNumber: 'ORD00123', matchId: 'CN-1~1~paypal:main:RF-1' };
    const answers = await Promise.all(
      ofShop.map(async ({ name }) => `${name} ${(await call(name, { by: 'neighbour', path, body: {} })).status}`),
    );
    expect(answers).toEqual(ofShop.map(({ name }) => `${name} 403`));
    expect(table.rows()).toEqual(before);
  });

  it.each([
    ['of another shop', 'demo'],
    ['of no shop that is known', undefined],
  ])('finds no dead letter %s, and no replay of one', async (_, shopId) => {
    const world = await apiWorld();
    await aLetterOf(shopId, world);
    const planned = await world.call('POST /dead-letters/replays', { body: {} });
    expect(planned.body).toMatchObject({ letterCount: 1 });
    const ask = (route: string, body?: unknown) =>
      world.call(route, {
        by: 'neighbour',
        path: { queueName: 'reconciliation', letterId: 'L-1', replayId: planned.body.replayId },
        body,
      });
    const letter = '/dead-letters/{queueName}/{letterId}';
    const replay = '/dead-letters/replays/{replayId}';
    expect((await ask('GET /dead-letters')).body).toEqual({ items: [], next: null });
    expect((await ask('POST /dead-letters/replays', {})).body).toMatchObject({ letterCount: 0, groups: [] });
    const before = world.table.rows();
    expect(await ask(`GET ${letter}`)).toMatchObject({ status: 404 });
    expect(await ask(`POST ${letter}/discard`, { reason: 'not mine' })).toMatchObject({ status: 404 });
    for (const route of [`GET ${replay}`, `POST ${replay}/run`, `POST ${replay}/cancel`]) {
      expect(await ask(route)).toMatchObject({ status: 404, body: { code: 'replay_unknown' } });
    }
    expect(world.table.rows()).toEqual(before);
  });

  it('is not told which cases stopped the stock of another shop in the same Retail account', async () => {
    const { call, table, clock, shopId } = await apiWorld();
    for (const each of [shopId, id.shop('other')]) {
      const paused = { shopId: each, caseId: id.refundCase('CN-1'), saleId: '8', pausedAt: clock.now() };
      await table.put(writeOfPause(retailConnection.accountId, paused).row);
    }
    const stopped = async (by: string) => (await call('GET /shops/{shopId}/retail-lane', { by })).body.stoppedShops;
    expect(await stopped('of-demo')).toMatchObject([{ shopId: 'demo' }]);
    expect(await stopped('anna')).toHaveLength(2);
  });
});

describe('whoever may only look', () => {
  it('is let into no route that needs more', async () => {
    const { call } = await apiWorld();
    const forOthers = ofApi.filter(({ access }) => needsMore(access));
    const answers = await Promise.all(
      forOthers.map(async ({ name }) => `${name} ${(await call(name, { by: 'viewer', body: {} })).status}`),
    );
    expect(answers).toEqual(forOthers.map(({ name }) => `${name} 403`));
  });
});
