import { expect, it } from 'vitest';
import { logBelievedAfterSeconds } from '../../../shared/domain/correction-outcome.ts';
import { type Http, type HttpRequest, NoAnswerError } from '../../../shared/ports/http.ts';
import { anEffect, aWorld, changesIn, differencesIn, statesIn } from '../../support/lane-checks.ts';
import type { LaneWorld } from '../../support/lane-world.ts';
import { id } from '../../support/orders.ts';

/**
 * The first writing of a level gets no answer, and Retail does it just before the correction is begun anew: after the
 * last look into the log, which showed nothing, and before its newest row is asked for.
 */
function writtenLate(http: Http): Http {
  let late: HttpRequest | undefined;
  let isLate = false;
  return {
    async send(request) {
      if (request.method === 'PUT' && request.url.includes('/Item/') && late === undefined) {
        late = request;
        throw new NoAnswerError('nothing heard');
      }
      if (late !== undefined && !isLate && request.url.includes('sort=-inventoryLogID')) {
        isLate = true;
        await http.send(late);
      }
      return http.send(request);
    },
  };
}

it('tells a level that Retail wrote so late that it was written once more, whenever it came between two looks', async () => {
  const world = aWorld({ through: writtenLate });
  await world.open(anEffect({ updateInventory: false }));
  await world.workUntilQuiet();
  const taken = '1: -1 ManualQuantityAdjustment';
  expect(changesIn(world)).toEqual(['1: 1 RefundAddInventory', taken, taken]);
  expect(statesIn(world)).toEqual(['EFFECT#SALE completed', 'EFFECT#QOH#001 held']);
  expect(await differencesIn(world)).toEqual(['stock_wrong_quantity']);
});

it('looks into the log again only when it can be believed, after a writing that got no answer', async () => {
  let isLost = true;
  const through = (http: Http): Http => ({
    async send(request) {
      const answer = await http.send(request);
      if (request.method !== 'PUT' || !request.url.includes('/Item/') || !isLost) return answer;
      isLost = false;
      throw new NoAnswerError('nothing heard');
    },
  });
  const world = aWorld({ through });
  await world.open(anEffect({ updateInventory: false }));
  await world.workUntilQuiet();
  expect(statesIn(world)).toEqual(['EFFECT#SALE completed', 'EFFECT#QOH#001 confirmed']);
  expect(world.requests().slice(-4)).toEqual([
    'GET InventoryLog.json',
    'GET ItemShop.json',
    'PUT Item/1.json',
    'GET InventoryLog.json',
  ]);
});

it('leaves an article alone that another correction has in hand, until the log says what became of that one', async () => {
  const writtenAt: number[] = [];
  let world: LaneWorld | undefined;
  const through = (http: Http): Http => ({
    async send(request) {
      if (request.method !== 'PUT' || !request.url.includes('/Item/')) return http.send(request);
      writtenAt.push(world?.clock.nowMilliseconds() ?? 0);
      if (writtenAt.length === 1) throw new NoAnswerError('nothing heard');
      return http.send(request);
    },
  });
  world = aWorld({ through });
  await world.open(anEffect({ updateInventory: false }));
  await world.open(anEffect({ caseId: id.refundCase('CN-2'), updateInventory: false }));
  await world.workUntilQuiet();
  const [lost = 0, next = 0] = writtenAt;
  expect(next - lost).toBeGreaterThanOrEqual(logBelievedAfterSeconds * 1000);
  const [back, taken] = ['1: 1 RefundAddInventory', '1: -1 ManualQuantityAdjustment'];
  expect(changesIn(world)).toEqual([back, back, taken, taken]);
  expect([...(await differencesIn(world)), ...(await differencesIn(world, 'CN-2'))]).toEqual([]);
});
