import { beforeEach, describe, expect, it } from 'vitest';
import { anObservedCreditNote } from '../../../support/observed-orders.ts';
import { aShop, id } from '../../../support/orders.ts';
import { readingsOfOneOrder } from '../../../support/readings.ts';

let ecom: ReturnType<typeof readingsOfOneOrder>;
beforeEach(() => {
  ecom = readingsOfOneOrder();
});

const oneMug = anObservedCreditNote();
const threeMugs = anObservedCreditNote({
  totalMinor: 3000,
  lines: [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }],
});

describe('history that is brought in', () => {
  it('counts, and moves no stock and no money', async () => {
    await ecom.record({ creditNotes: [oneMug] }, 'backfill');
    expect(await ecom.stored()).toMatchObject({ standing: 'history', plan: { payments: [{ amountMinor: 1000 }] } });
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 1000 } });
    expect(ecom.eventsOf('INV00038')).toEqual([]);
    const second = ecom.table.rows().filter(({ sk }) => sk !== 'OBSERVED' && sk !== 'LEDGER');
    expect(await ecom.record({ creditNotes: [oneMug] }, 'backfill')).toEqual({ kind: 'recorded', changed: [] });
    expect(ecom.table.rows().filter(({ sk }) => sk !== 'OBSERVED' && sk !== 'LEDGER')).toEqual(second);
    expect(await ecom.record({ creditNotes: [oneMug] })).toEqual({ kind: 'recorded', changed: [] });
    await ecom.record({ creditNotes: [anObservedCreditNote({ totalMinor: 700 })] });
    expect(await ecom.openReasons()).toEqual([]);
  });

  it('is what was made before Avoir watched the shop, whether a backfill finds it or a webhook', async () => {
    const watchedSince = '2026-11-12T09:00:30.000Z';
    const before = anObservedCreditNote({ creditNoteId: 'INV00039' });
    const after = anObservedCreditNote({ issuedAt: '2026-11-12T09:01:00.000Z' });
    await ecom.record({ creditNotes: [before] }, 'webhook', aShop(), watchedSince);
    await ecom.record({ creditNotes: [before, after] }, 'backfill', aShop(), watchedSince);
    expect(await ecom.stored(id.refundCase('INV00039'))).toMatchObject({ standing: 'history' });
    expect(await ecom.stored()).toMatchObject({ standing: 'open' });
    expect(ecom.eventsOf('INV00038')).toHaveLength(1);
  });

  it('keeps nothing from being seen that changed since: what was deleted is withdrawn', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.record({ creditNotes: [] }, 'backfill');
    expect(await ecom.stored()).toMatchObject({ standing: 'withdrawn' });
  });

  it('does not touch what a person has to decide', async () => {
    await ecom.record({ creditNotes: [threeMugs] });
    await ecom.record({ creditNotes: [threeMugs] }, 'backfill');
    expect(await ecom.stored()).toMatchObject({ standing: 'not_allowed' });
  });
});
