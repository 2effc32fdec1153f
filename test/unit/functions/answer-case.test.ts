import { beforeEach, describe, expect, it } from 'vitest';
import { acceptCreditNote } from '../../../functions/accept-credit-note/accept-credit-note.ts';
import { answerCase } from '../../../functions/answer-case/answer-case.ts';
import { recordObservedOrder } from '../../../shared/acceptance/record-observed-order.ts';
import type { CaseAnswer } from '../../../shared/domain/case-answer.ts';
import { auditOfCase } from '../../../shared/stores/audit-store.ts';
import { tagOfCase } from '../../../shared/stores/case-tag.ts';
import { readOrder } from '../../../shared/stores/order-store.ts';
import { listWaitingCases } from '../../../shared/stores/refund-case-store.ts';
import { cancellation, copyCandidate as candidate, copyOrder } from '../../support/copied-orders.ts';
import { anObservedCreditNote, anObservedOrder } from '../../support/observed-orders.ts';
import { aShop, id } from '../../support/orders.ts';
import { readingsOfOneOrder } from '../../support/readings.ts';
import { aCreditNoteRequest } from '../../support/requests.ts';

let ecom: ReturnType<typeof readingsOfOneOrder>;
beforeEach(() => {
  ecom = readingsOfOneOrder();
});

const cancelCase = id.refundCase('cancellation:ORD00123');
const noteCase = id.refundCase('INV00038');

const answer = (given: CaseAnswer, caseId = cancelCase, seen: string | undefined = '*') =>
  answerCase(ecom, { shopId: ecom.shopId, shop: aShop(), caseId, answer: given, by: 'anna', seen });
/** The cases that the shop has to answer. */
const waiting = async () => (await listWaitingCases(ecom.table, ecom.shopId, 10)).items.map(({ caseId }) => caseId);
const threeMugs = anObservedCreditNote({
  totalMinor: 3000,
  lines: [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }],
});

const asked = {
  shopId: id.shop('demo'),
  shop: aShop(),
  caseId: noteCase,
  answer: 'let_pass',
  by: 'anna',
} as const;
async function theCase() {
  const stored = await ecom.stored(noteCase);
  if (stored === undefined) throw new Error('There is no such case.');
  return stored;
}

describe('a cancelled order that may have been replaced by its cheaper copy', () => {
  beforeEach(async () => {
    await ecom.record({ cancellation, copyCandidates: [candidate] });
  });

  it('waits for an answer, asked once, and nothing happens before', async () => {
    expect(await waiting()).toEqual([cancelCase]);
    expect(await ecom.stored(cancelCase)).toMatchObject({
      standing: 'copy_suspected',
      copyOrderNumber: 'ORD00124',
      plan: { totalMinor: 2500, payments: [] },
    });
    expect(ecom.eventsOf(cancelCase)).toEqual([]);
    expect(await ecom.record({ cancellation, copyCandidates: [candidate] })).toEqual({ kind: 'recorded', changed: [] });
  });

  it('as a copy: only the difference goes back, no stock moves, and the payment passes to the copy', async () => {
    expect(await answer('copy')).toMatchObject({
      kind: 'answered',
      plan: {
        totalMinor: 300,
        lines: [],
        payments: [{ paymentNumber: 1, amountMinor: 300 }],
        notes: ['order_copied'],
        replaced: { totalMinor: 2500, lines: [{ orderLineId: '1', quantity: 2, restock: true }] },
      },
    });
    expect(ecom.eventsOf(cancelCase)).toHaveLength(1);
    expect(await ecom.ledger()).toMatchObject({ cancelledBy: cancelCase, payments: { 1: 2500 } });
    expect((await readOrder(ecom.table, ecom.shopId, id.order('ORD00124')))?.order).toMatchObject({
      paymentsFrom: 'ORD00123',
      payments: [{ kind: 'provider', provider: 'paypal', providerPaymentId: 'CAP-1', amountMinor: 2200 }],
    });
  });

  it('as a copy: a later credit note of the copy gives back the payment of the original', async () => {
    await answer('copy');
    const observed = anObservedOrder({
      fetchedAt: '2026-11-13T10:00:00.000Z',
      order: copyOrder,
      invoicedQuantities: { 77: 2 },
      creditNotes: [
        anObservedCreditNote({
          creditNoteId: 'INV00040',
          lines: [{ orderLineId: id.line('77'), quantity: 2, amountMinor: 2000 }],
          totalMinor: 2000,
        }),
      ],
    });
    await recordObservedOrder(ecom, { shopId: ecom.shopId, shop: aShop(), observed, source: 'webhook' });
    expect((await ecom.stored(id.refundCase('INV00040')))?.plan.payments).toMatchObject([
      { provider: 'paypal', providerPaymentId: 'CAP-1', amountMinor: 2000 },
    ]);
    expect(await ecom.openReasons()).toEqual([]);
  });

  it('as a real cancellation: everything goes back', async () => {
    expect(await answer('real_cancellation')).toMatchObject({
      kind: 'answered',
      plan: { totalMinor: 2500, payments: [{ amountMinor: 2500 }], lines: [{ quantity: 2 }] },
    });
    expect(ecom.eventsOf(cancelCase)).toHaveLength(1);
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 2500 }, cases: [cancelCase] });
  });

  it('answers the same when it is answered so again, and nothing else afterwards', async () => {
    await answer('real_cancellation');
    expect(await waiting()).toEqual([]);
    const ledger = await ecom.ledger();
    expect(await answer('real_cancellation')).toMatchObject({ kind: 'repeated' });
    expect(await answer('copy')).toEqual({ kind: 'not_waiting' });
    expect(await ecom.ledger()).toEqual(ledger);
  });

  it('stands in the audit trail, once, with who answered what', async () => {
    for (const _ of ['first', 'again']) await answer('real_cancellation');
    expect(await auditOfCase(ecom.table, ecom.shopId, cancelCase)).toMatchObject([
      { by: 'anna', action: 'case_answered', subject: cancelCase, details: { answer: 'real_cancellation' } },
    ]);
  });

  it('cannot be a copy any more when something was decided over the copy', async () => {
    const request = aCreditNoteRequest({
      orderNumber: 'ORD00124',
      order: undefined,
      lines: [{ orderLineId: '77', quantity: 1 }],
    });
    await acceptCreditNote(ecom, { shopId: ecom.shopId, shop: aShop(), request, dryRun: false });
    expect(await answer('copy')).toEqual({ kind: 'not_possible' });
  });

  it('stays answered when eCom is read again', async () => {
    await answer('copy');
    expect(await ecom.record({ cancellation, copyCandidates: [candidate] })).toEqual({ kind: 'recorded', changed: [] });
    await ecom.record({});
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 2500 } });
  });
});

describe('a credit note that the rules object to', () => {
  beforeEach(async () => {
    await ecom.record({ creditNotes: [threeMugs] });
  });

  it('is not answered by somebody who saw it before eCom changed it', async () => {
    const seen = tagOfCase(await theCase());
    await ecom.record({ creditNotes: [anObservedCreditNote({ ...threeMugs, totalMinor: 2500 })] });
    const current = tagOfCase(await theCase());
    expect(current).not.toBe(seen);
    expect(await answerCase(ecom, { ...asked, seen: undefined })).toEqual({ kind: 'tag_required' });
    expect(await answerCase(ecom, { ...asked, seen })).toEqual({ kind: 'stale', current });
    expect(await answerCase(ecom, { ...asked, seen: current })).toMatchObject({ kind: 'answered' });
    expect(await answerCase(ecom, { ...asked, seen })).toMatchObject({ kind: 'repeated' });
  });

  it('has effects as far as the order has it, when a person lets it pass', async () => {
    expect(await waiting()).toEqual([noteCase]);
    expect(await answer('let_pass', noteCase)).toMatchObject({
      kind: 'answered',
      plan: { totalMinor: 2000, payments: [{ amountMinor: 2000 }], lines: [{ quantity: 2 }] },
    });
    expect(ecom.eventsOf('INV00038')).toHaveLength(1);
    expect(await ecom.openReasons()).toEqual([]);
    expect(await waiting()).toEqual([]);
    expect(await ecom.record({ creditNotes: [threeMugs] })).toEqual({ kind: 'recorded', changed: [] });
  });

  it('waits for nobody any more once it is corrected in eCom, or deleted there', async () => {
    await ecom.record({ creditNotes: [anObservedCreditNote()] });
    expect(await waiting()).toEqual([]);
    await ecom.record({ creditNotes: [threeMugs] });
    await ecom.record({ creditNotes: [] });
    expect(await waiting()).toEqual([]);
  });

  it('is only recorded when a person says so', async () => {
    expect(await answer('record_only', noteCase)).toMatchObject({ kind: 'answered', plan: { payments: [] } });
    expect(await ecom.stored()).toMatchObject({ standing: 'history', answer: 'record_only' });
    expect(ecom.eventsOf('INV00038')).toEqual([]);
    expect(await ecom.openReasons()).toEqual([]);
  });

  it('is not asked whether it is a copy', async () => {
    expect(await answer('copy', noteCase)).toEqual({ kind: 'not_waiting' });
    expect(await answer('copy', id.refundCase('INV00099'))).toEqual({ kind: 'unknown' });
  });
});
