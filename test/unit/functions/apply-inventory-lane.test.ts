import { describe, expect, it } from 'vitest';
import { type Http, NoAnswerError } from '../../../shared/ports/http.ts';
import { SecretsUnavailableError } from '../../../shared/ports/secrets.ts';
import { RetailNotConnectedError } from '../../../shared/retail/retail-accounts.ts';
import { readLane } from '../../../shared/stores/lane-store.ts';
import { pausedShops, resumeShop } from '../../../shared/stores/paused-shop-store.ts';
import {
  anEffect,
  aWorld,
  changesIn,
  differencesIn,
  effectsIn,
  salesIn,
  shopId,
  statesIn,
} from '../../support/lane-checks.ts';
import type { LaneWorld } from '../../support/lane-world.ts';
import { id } from '../../support/orders.ts';
import { retailConnection } from '../../support/simulated-retail.ts';

const { accountId } = retailConnection;

describe('a refund that somebody else wrote', () => {
  const theirs = {
    orderNumber: 'ORD00123',
    lines: [{ customSku: 'MUG', quantity: 1, unitPrice: '10.00' }],
    updateInventory: true,
  };

  it('is taken for the case’s own, stops the shop, and is one case’s only', async () => {
    const world = aWorld();
    world.simulated.door('link-refunds', theirs);
    await world.open(anEffect());
    await world.workUntilQuiet();
    expect(statesIn(world)).toEqual(['EFFECT#SALE observed']);
    expect(await differencesIn(world)).toEqual(['stock_source_conflict']);
    expect(await pausedShops(world.table, accountId)).toMatchObject([{ shopId, caseId: 'CN-1', saleId: '1' }]);

    await world.open(anEffect({ caseId: id.refundCase('CN-2') }));
    await world.workUntilQuiet();
    expect(changesIn(world)).toEqual(['1: 1 RefundAddInventory']);
    await resumeShop(world.table, accountId, shopId, { by: 'anna', at: world.clock.now() });
    await world.workUntilQuiet();
    expect(changesIn(world)).toEqual(['1: 1 RefundAddInventory', '1: 1 RefundAddInventory']);
    expect(await effectsIn(world, 'CN-2')).toMatchObject([{ progress: { registered: { saleId: '2' } } }]);
  });

  it('between our draft and its completion leaves the draft archived', async () => {
    let world: LaneWorld | undefined;
    const through = (http: Http): Http => ({
      async send(request) {
        const answer = await http.send(request);
        if (request.method === 'POST') world?.simulated.door('link-refunds', theirs);
        return answer;
      },
    });
    world = aWorld({ through });
    await world.open(anEffect());
    await world.workUntilQuiet();
    expect(changesIn(world)).toEqual(['1: 1 RefundAddInventory']);
    expect(salesIn(world)).toMatchObject([
      { referenceNumberSource: 'avoir', completed: false, archived: true },
      { referenceNumberSource: 'eCom', completed: true },
    ]);
  });

  it('of before the credit note is another story', async () => {
    const world = aWorld();
    world.simulated.door('link-refunds', theirs);
    await world.open(anEffect({ issuedAt: '2026-11-12T11:00:00.000Z' }));
    await world.workUntilQuiet();
    expect(statesIn(world)).toEqual(['EFFECT#SALE completed']);
  });
});

describe('a lane', () => {
  it('leaves what is due as it is while Retail is down, and goes on when it is back', async () => {
    let isDown = true;
    const through = (http: Http): Http => ({
      send: (request) => (isDown ? Promise.reject(new NoAnswerError('down')) : http.send(request)),
    });
    const world = aWorld({ through });
    await world.open(anEffect());
    await world.workUntilQuiet(600);
    expect(statesIn(world)).toEqual(['EFFECT#SALE waiting']);
    expect(world.requests()).toEqual([]);
    isDown = false;
    await world.workUntilQuiet();
    expect(statesIn(world)).toEqual(['EFFECT#SALE completed']);
  });

  it('rests and says why where its account has nothing to pay with for eCom, and goes on when it has', async () => {
    let isMissing = true;
    const through = (http: Http): Http => ({
      async send(request) {
        const answer = await http.send(request);
        return isMissing ? { ...answer, body: answer.body.replaceAll('"ecom"', '"other"') } : answer;
      },
    });
    const world = aWorld({ through });
    await world.open(anEffect());
    await world.workUntilQuiet(600);
    expect(statesIn(world)).toEqual(['EFFECT#SALE waiting']);
    expect(await readLane(world.table, accountId, 0)).toMatchObject({ notes: { restReason: 'no_ecom_payment_type' } });
    isMissing = false;
    await world.workUntilQuiet();
    expect(statesIn(world)).toEqual(['EFFECT#SALE completed']);
  });

  it.each([
    new RetailNotConnectedError('The shop demo is not connected to Retail.'),
    new SecretsUnavailableError('Secrets Manager did not answer: TimeoutError.'),
  ])('rests where nobody can sign in to its account, instead of failing its message: $name', async (failure) => {
    let isConnected = false;
    const world = aWorld({
      connecting: () => {
        if (!isConnected) throw failure;
      },
    });
    await world.open(anEffect());
    await world.workUntilQuiet(600);
    expect(world.requests()).toEqual([]);
    expect(await readLane(world.table, accountId, 0)).toMatchObject({ notes: { restReason: 'not_connected' } });
    isConnected = true;
    await world.workUntilQuiet();
    expect(statesIn(world)).toEqual(['EFFECT#SALE completed']);
  });

  it('holds what Retail refuses for a person, and does not hold up the others', async () => {
    const through = (http: Http): Http => ({
      send: (request) =>
        request.method === 'POST' && request.body?.includes('demo/CN-1/sale')
          ? Promise.resolve({ status: 422, headers: {}, body: '{"message":"No such register"}' })
          : http.send(request),
    });
    const world = aWorld({ through });
    await world.open(anEffect());
    await world.open(anEffect({ caseId: id.refundCase('CN-2') }));
    await world.workUntilQuiet();
    expect(statesIn(world)).toEqual(['EFFECT#SALE held', 'EFFECT#SALE completed']);
    expect(await differencesIn(world)).toEqual(['pos_credit_missing', 'stock_missing']);
  });

  it('keeps to the bucket and never lets it idle', async () => {
    const costs: number[] = [];
    const statuses: number[] = [];
    const through = (http: Http): Http => ({
      async send(request) {
        const answer = await http.send(request);
        statuses.push(answer.status);
        costs.push(Number(answer.headers['x-ls-api-request-cost'] ?? 0));
        return answer;
      },
    });
    const world = aWorld({ through });
    const count = 80;
    for (let number = 1; number <= count; number += 1) {
      await world.open(anEffect({ caseId: id.refundCase(`CN-${number}`), priority: 'backlog' }));
    }
    const startedAt = world.clock.nowMilliseconds();
    await world.workUntilQuiet();
    const seconds = (world.clock.nowMilliseconds() - startedAt) / 1000;
    const units = costs.reduce((sum, cost) => sum + cost, 0);
    expect(statuses.every((status) => status === 200)).toBe(true);
    expect(changesIn(world)).toHaveLength(count);
    expect(units / count).toBeLessThan(8.6);
    expect(seconds / (units - 90)).toBeLessThan(1.05);
  });
});
