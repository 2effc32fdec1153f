import { saleEffectOf } from '../../../shared/domain/ids.ts';
import { effectStateOf, type RefundSaleEffect } from '../../../shared/domain/stock-effect.ts';
import { effectsOfCase, type StoredEffect } from '../../../shared/stores/stock-effect-store.ts';
import { retailConnection } from '../../support/simulated-retail.ts';
import { broken, type Promised, type Violation } from '../promised.ts';
import type { LaneStory } from './lane-stories.ts';
import type { LaneEnding } from './lane-system.ts';

const { accountId, employeeId } = retailConnection;
const minorOf = (decimal: number) => decimal / 1_000_000;

/** What must hold when nothing waits for Retail any more, whatever went wrong on the way. */
export async function laneViolations(story: LaneStory, ending: LaneEnding): Promise<readonly Violation[]> {
  const cases = await Promise.all(
    story.effects.map(({ facts }) => effectsOfCase(ending.table, facts.shopId, facts.caseId)),
  );
  const effects = cases.flat();
  const promised = [
    ...effects.flatMap((effect) => aboutSale(effect, ending)),
    ...aboutStock(effects, ending),
    ...aboutTable(effects, ending),
  ];
  return broken(promised);
}

function aboutSale(effect: StoredEffect, { retail, clock }: LaneEnding): Promised[] {
  if (effect.kind !== 'refund_sale') return [];
  const { facts, progress } = effect;
  const state = effectStateOf(effect);
  const sales = [...retail.retail.account(accountId).sales.search(clock.nowMilliseconds() + 1e9, {})];
  const ours = sales.filter(({ referenceNumber }) => referenceNumber === saleEffectOf(facts.shopId, facts.caseId));
  const completed = ours.filter((sale) => sale.completed);
  const open = ours.filter((sale) => !(sale.completed || sale.archived));
  const wanted = isDone(effect) ? 1 : 0;
  return [
    {
      property: 'a case has exactly one completed refund sale, or none where somebody else made it',
      holds: completed.length === wanted,
      found: { state, completed },
    },
    {
      property: 'the completed sale is the registered one, and comes to the credit to the cent',
      holds: completed.every(
        ({ saleId, totals }) =>
          progress.registered?.saleId === String(saleId) && minorOf(totals.total) === -facts.creditMinor,
      ),
      found: { progress, completed },
    },
    {
      property: 'no refund sale waits for a person: Retail had no reason to refuse it',
      holds: state !== 'held',
      found: progress,
    },
    { property: 'no draft is left open', holds: open.length === 0, found: { progress, open } },
  ];
}

// A refund of somebody else that was observed is confirmed too, and is not ours.
const isDone = ({ progress }: RefundSaleEffect): boolean =>
  progress.observed === undefined && progress.completedAt !== undefined;

function aboutStock(effects: readonly StoredEffect[], { retail, table }: LaneEnding): Promised[] {
  const account = retail.retail.account(accountId);
  const log = account.stock.log();
  const sales = effects.flatMap((effect) => (effect.kind === 'refund_sale' && isDone(effect) ? [effect] : []));
  const ourSaleIds = new Set(sales.map(({ progress }) => progress.registered?.saleId));
  const returned = sum(log.filter(({ saleId }) => ourSaleIds.has(String(saleId))).map((row) => row.quantityChange));
  const wanted = sum(sales.flatMap(({ facts }) => facts.goods.map(({ quantity }) => quantity)));
  const corrections = effects.flatMap((effect) => (effect.kind === 'correction' ? [effect] : []));
  const taken = log.filter((row) => row.saleId === 0 && row.employeeId === employeeId);
  const takenUnits = sum(taken.map((row) => row.quantityChange));
  const wantedUnits = -sum(
    sales.flatMap(({ facts }) => (facts.updateInventory ? [] : facts.goods.map((line) => line.quantity))),
  );
  const isSaid = table.rows().some(({ reason }) => reason === 'stock_wrong_quantity');
  return [
    {
      property: 'the log rows of our sales are the applied effects',
      holds: returned === wanted,
      found: { returned, wanted, log },
    },
    {
      property: 'every correction is applied once, or repaired, or said to be wrong within one confirm cycle',
      holds: takenUnits === wantedUnits || isSaid,
      found: { takenUnits, wantedUnits, taken, corrections },
    },
    {
      property: 'no quantity is said to be wrong that is right',
      holds: takenUnits !== wantedUnits || !isSaid,
      found: { taken, corrections },
    },
  ];
}

function aboutTable(effects: readonly StoredEffect[], { table, laneQueue }: LaneEnding): Promised[] {
  const isStopped = table.rows().some(({ sk }) => sk.startsWith('PAUSED#'));
  const waiting = effects.filter((effect) => ['waiting', 'registered'].includes(effectStateOf(effect)));
  const stored = table.rows().flatMap(({ sk, state }) => (sk.startsWith('EFFECT#') ? [state] : []));
  const held = table.rows().filter(({ sk, holder }) => sk.startsWith('ITEM#') && holder !== undefined);
  return [
    { property: 'nothing waits that nobody stopped', holds: waiting.length === 0 || isStopped, found: waiting },
    { property: 'no item is in hand', holds: held.length === 0 || isStopped, found: held },
    {
      property: 'a stored state is the one that follows from its facts',
      holds: JSON.stringify(stored.toSorted()) === JSON.stringify(effects.map(effectStateOf).toSorted()),
      found: stored,
    },
    { property: 'no message is left', holds: laneQueue.messages().length === 0, found: laneQueue.messages() },
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
