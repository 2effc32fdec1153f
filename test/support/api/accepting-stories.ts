import { recordObservedOrder } from '../../../shared/acceptance/record-observed-order.ts';
import { cancellation, copyCandidate } from '../copied-orders.ts';
import { anObservedCreditNote, anObservedOrder } from '../observed-orders.ts';
import { anOrder, id } from '../orders.ts';
import { aCreditNoteBody, aSnapshot } from '../requests.ts';
import { apiWorld } from './api-world.ts';

const notes = 'POST /shops/{shopId}/credit-notes';
const cancellations = 'POST /shops/{shopId}/cancellations';
const answer = 'POST /shops/{shopId}/cases/{caseId}/answer';

const ofOrder = (orderNumber: string, changes: Readonly<Record<string, unknown>> = {}) =>
  aCreditNoteBody({
    creditNoteId: `CN-${orderNumber}`,
    orderNumber,
    order: aSnapshot({ orderNumber }),
    ...changes,
  });

/** Credit notes and cancellations: accepted, sent again, only tried, refused with reasons, and in each way that does not fit. */
export async function acceptingStory() {
  const { call, given } = await apiWorld();
  const note = ofOrder('ORD2');
  await call(notes, { body: note, query: { dryRun: 'true' } });
  await call(notes, { body: note });
  await call(notes, { body: note });
  await call(notes, { body: { ...note, updateInventory: false } });
  await call(notes, {
    body: ofOrder('ORD2', { creditNoteId: 'CN-3', order: aSnapshot({ orderNumber: 'ORD2', lines: [] }) }),
  });
  await call(notes, { body: ofOrder('ORD4', { lines: [{ orderLineId: '1', quantity: 9 }], currency: 'USD' }) });
  await call(notes, { body: ofOrder('ORD5', { order: undefined }) });
  const cancelled = {
    orderNumber: 'ORD6',
    cancelledAt: '2026-11-13T09:00:00.000Z',
    updateInventory: true,
    order: aSnapshot({ orderNumber: 'ORD6' }),
  };
  for (const _ of ['first', 'again']) await call(cancellations, { body: cancelled });
  await call(cancellations, { body: { ...cancelled, updateInventory: false } });
  await call(notes, { body: ofOrder('ORD6', { creditNoteId: 'CN-6' }) });
  return given;
}

/** What is answered whatever a route is for: to strangers, to neighbours, and to what is no request. */
export async function refusedStory() {
  const { call, given } = await apiWorld();
  await call(notes, { body: {} });
  await call(notes, { text: '{' });
  await call(notes, { text: 'creditNoteId=1', headers: { 'content-type': 'text/plain' } });
  await call(notes, { text: ' '.repeat(1024 * 1024 + 1) });
  await call(notes, { by: '', body: {} });
  await call(notes, { by: 'viewer', body: {} });
  await call(notes, { path: { shopId: 'other' }, body: ofOrder('ORD2') });
  await call('GET /shops/{shopId}/cases', { by: 'neighbour' });
  await call('GET /shops/{shopId}/cases', { path: { shopId: 'unreadable' } });
  await call('GET /shops/{shopId}/cases', { query: { cursor: 'of another list' } });
  await call('GET /shops/{shopId}/cases', { query: { limit: '0' } });
  return given;
}

/** A case to which the rules object, and what a person answers. */
export async function answeringStory() {
  const { call, given, table, clock, shop, shopId } = await apiWorld();
  const order = anOrder({ orderNumber: 'ORD7' });
  const lines = [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }];
  const observed = anObservedOrder({
    order,
    creditNotes: [anObservedCreditNote({ totalMinor: 3000, lines })],
    returns: [
      {
        returnId: '9',
        createdAt: '2026-11-12T08:00:00.000Z',
        status: 'returned',
        reason: 'Too small',
        action: 'refund',
        isStockAdjusted: false,
        lines: [{ orderLineId: id.line('1'), quantity: 1 }],
      },
    ],
  });
  await recordObservedOrder({ table, clock }, { shopId, shop, observed, source: 'webhook' });
  const path = { caseId: 'INV00038' };
  await call('GET /shops/{shopId}/cases/{caseId}', { path });
  await call('GET /shops/{shopId}/differences');
  const headers = { 'If-Match': '*' };
  await call(answer, { path, headers, body: { answer: 'copy' } });
  await call(answer, { path, body: { answer: 'let_pass' } });
  await call(answer, { path, headers: { 'If-Match': '"of yesterday"' }, body: { answer: 'let_pass' } });
  for (const _ of ['first', 'again']) await call(answer, { path, headers, body: { answer: 'let_pass' } });
  await call(answer, { path, headers, body: { answer: 'record_only' } });
  await call(answer, { path: { caseId: 'NONE' }, headers, body: { answer: 'let_pass' } });
  await call('GET /shops/{shopId}/cases');
  await call('GET /shops/{shopId}/cases/{caseId}', { path });

  const cancelled = anOrder({ orderNumber: 'ORD8' });
  const copied = anObservedOrder({ order: cancelled, cancellation, copyCandidates: [copyCandidate] });
  await recordObservedOrder({ table, clock }, { shopId, shop, observed: copied, source: 'webhook' });
  await call('GET /shops/{shopId}/cases', { query: { waiting: 'true' } });
  await call('GET /shops/{shopId}/cases/{caseId}', { path: { caseId: 'cancellation:ORD8' } });
  return given;
}
