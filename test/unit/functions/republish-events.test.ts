import { beforeEach, describe, expect, it } from 'vitest';
import { acceptCreditNote } from '../../../functions/accept-credit-note/accept-credit-note.ts';
import { republishEvents } from '../../../functions/republish-events/republish-events.ts';
import { type SimulatedBus, simulatedBus } from '../../simulation/world/simulated-bus.ts';
import { type SimulatedTable, simulatedTable } from '../../simulation/world/simulated-table.ts';
import { type VirtualClock, virtualClock } from '../../simulation/world/virtual-clock.ts';
import { aShop, id } from '../../support/orders.ts';
import { aCreditNoteRequest, aSnapshot } from '../../support/requests.ts';

let table: SimulatedTable;
let clock: VirtualClock;
let bus: SimulatedBus;
beforeEach(() => {
  table = simulatedTable();
  clock = virtualClock('2026-11-12T09:30:00.000Z');
  bus = simulatedBus({ rules: [] });
});

const shopId = id.shop('demo');

async function openCase(number: number): Promise<void> {
  const orderNumber = `ORD${number}`;
  const note = { creditNoteId: `CN-${number}`, orderNumber, order: aSnapshot({ orderNumber }) };
  const request = aCreditNoteRequest(note);
  const { kind } = await acceptCreditNote({ table, clock }, { shopId, shop: aShop(), request, dryRun: false });
  expect(kind).toBe('opened');
}

async function republish(from: string, to = clock.now()): Promise<number> {
  const asked = { shopId, span: { from, to }, by: 'user-1' };
  let cursor: string | undefined;
  let publishedCount = 0;
  do {
    const slice = await republishEvents({ table, clock, bus }, { ...asked, cursor });
    publishedCount += slice.publishedCount;
    cursor = slice.cursor;
  } while (cursor !== undefined);
  return publishedCount;
}
const eventIds = () => bus.published().map(({ detail }) => JSON.parse(detail).metadata.eventId);

describe('sending events again', () => {
  it('sends each exactly as its row has it, over as many slices as it takes', async () => {
    for (let number = 100; number < 220; number += 1) {
      await openCase(number);
      clock.advance(1_000);
    }
    expect(await republish('2026-11-12T09:00:00.000Z')).toBe(120);
    expect(new Set(eventIds()).size).toBe(120);
    const stored = table.rows().filter(({ sk }) => sk === 'CASE');
    expect(stored[0]).toMatchObject({ event: bus.published()[0] });
  });

  it('sends those of a span, both ends included, and of no other shop', async () => {
    for (const number of [1, 2, 3]) {
      await openCase(number);
      clock.advance(60_000);
    }
    expect(await republish('2026-11-12T09:31:00.000Z', '2026-11-12T09:31:00.000Z')).toBe(1);
    expect(eventIds()).toEqual(['refund-case-opened/demo/CN-2']);
    const other = {
      shopId: id.shop('other'),
      span: { from: '2026-01-01T00:00:00.000Z', to: clock.now() },
      by: 'user-1',
    };
    expect(await republishEvents({ table, clock, bus }, other)).toMatchObject({ publishedCount: 0 });
  });

  it('says why the bus did not take one, and who asked, once for all slices', async () => {
    await openCase(1);
    const refusing = { publish: async () => [{ published: false, code: 'InternalException' } as const] };
    const asked = { shopId, span: { from: '2026-11-12T09:00:00.000Z', to: clock.now() }, by: 'user-1' };
    expect(await republishEvents({ table, clock, bus: refusing }, asked)).toMatchObject({
      publishedCount: 0,
      refusedCodes: ['InternalException'],
    });
    expect(table.rows().filter(({ pk }) => pk === 'AUDIT#demo')).toMatchObject([
      { action: 'events_republished', by: 'user-1', details: asked.span },
    ]);
  });

  it('tells two people apart who ask for the same in the same millisecond, and no repetition', async () => {
    const span = { from: '2026-11-12T09:00:00.000Z', to: clock.now() };
    for (const by of ['anna', 'ben', 'ben']) await republishEvents({ table, clock, bus }, { shopId, span, by });
    const trail = table.rows().filter(({ pk }) => pk === 'AUDIT#demo');
    expect(trail.map(({ by }) => by).toSorted()).toEqual(['anna', 'ben']);
  });
});
