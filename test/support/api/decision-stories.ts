import { openCardCheck } from '../../../shared/stores/card-check-store.ts';
import { raiseDifference } from '../../../shared/stores/difference-store.ts';
import { openEffect } from '../../../shared/stores/stock-effect-store.ts';
import { tagOfTask } from '../../../shared/stores/task-tag.ts';
import { aCorrection, aRefundSale } from '../effects.ts';
import { id } from '../orders.ts';
import { aProviderRefund, paidWithoutId } from '../provider-world.ts';
import { retailConnection } from '../simulated-retail.ts';
import { type ApiCall, type ApiWorld, apiWorld } from './api-world.ts';

const tasks = 'POST /shops/{shopId}/refund-tasks/{taskId}';
const matches = '/shops/{shopId}/matches/{matchId}';
const differences = 'POST /shops/{shopId}/differences/{differenceId}';
const path = { taskId: 'CN-1~1' };
const caseId = id.refundCase('CN-1');

const seen = (tag: string | undefined): Pick<ApiCall, 'headers'> =>
  tag === undefined ? {} : { headers: { 'If-Match': `"${tag}"` } };

/** What people decide about a refund to be made, from taking it to opening it again. */
export async function taskStory() {
  const { call, given, tag } = await apiWorld();
  const report = { amountMinor: 1000, refundedOn: '2026-11-12' };
  await call('GET /shops/{shopId}/refund-tasks', { query: { limit: '1' } });
  for (const by of ['anna', 'ben']) await call(`${tasks}/take`, { path, by });
  await call(`${tasks}/take`, { path, by: 'ben', ...seen('of yesterday') });
  await call(`${tasks}/release`, { path });
  await call(`${tasks}/report`, { path, body: report });
  await call(`${tasks}/report`, { path, body: report, ...seen('of yesterday') });
  await call(`${tasks}/report`, { path, body: { ...report, refundedOn: '2027-11-12' }, ...seen(await tag()) });
  await call(`${tasks}/report`, { path, body: report, ...seen(await tag()) });
  await call('GET /shops/{shopId}/refund-tasks');
  await call(`${tasks}/unreport`, { path, ...seen(await tag()) });
  const closing = { ending: 'refunded_in_cash', note: 'at the counter' };
  await call(`${tasks}/close`, { path, body: closing, ...seen(await tag()) });
  await call(`${tasks}/report`, { path, body: report, ...seen(await tag()) });
  await call(`${tasks}/reopen`, { path, ...seen(await tag()) });
  const payment = { provider: 'paypal', account: 'main', paymentId: 'CAP-7' };
  await call(`${tasks}/say-payment`, { path, body: { ...payment, account: 'none' }, ...seen(await tag()) });
  await call(`${tasks}/say-payment`, { path, body: payment, ...seen(await tag()) });
  await call(`${tasks}/take`, { path: { taskId: 'NONE~1' } });
  const route = { refundMode: 'portal', provider: 'paypal', account: 'main' };
  await call(`${tasks}/say-provider`, { path, body: route, ...seen(await tag()) });
  return given;
}

/** A payment of which nobody knows who gives it back, nor its transaction, until a person says them. */
export async function routeStory() {
  const { call, given, credit, task } = await apiWorld({ paymentMethods: [] });
  const orderNumber = 'ORD00124';
  await credit({ creditNoteId: 'CN-2', orderNumber }, { orderNumber, payments: paidWithoutId });
  const path = { taskId: 'CN-2~1' };
  const seenNow = async () => seen(tagOfTask(await task('CN-2')));
  const body = { refundMode: 'portal', provider: 'paypal', account: 'main' };
  await call('GET /shops/{shopId}/refund-tasks');
  await call(`${tasks}/say-provider`, { path, body, ...(await seenNow()) });
  const { provider, account } = body;
  const said = { path, body: { provider, account, paymentId: 'CAP-7' } };
  await call(`${tasks}/say-payment`, { ...said, ...(await seenNow()) });
  await call('GET /shops/{shopId}/refund-tasks');
  return given;
}

/** A refund that the machine proposes, and what people say of the pair. */
export async function matchStory() {
  const { call, given, say, proposed } = await apiWorld({ autoConfirmLimitMinor: 1 });
  await say({ refunds: [aProviderRefund({ amountMinor: 900 })] });
  const matchId = (await proposed())?.matchId ?? '';
  const tagNow = async () => String((await proposed())?.version);
  const judged = { path: { matchId } };
  const revocation = `GET ${matches}/revocation`;
  await call(`POST ${matches}/revoke`, { ...judged, body: { reason: 'another customer' }, ...seen(await tagNow()) });
  await call(revocation, judged);
  await call(`POST ${matches}/confirm`, { ...judged, body: {} });
  await call(`POST ${matches}/confirm`, { ...judged, body: {}, ...seen('0') });
  await call(`POST ${matches}/reject`, { ...judged, body: { reason: 'not ours' }, ...seen(await tagNow()) });
  await call(`POST ${matches}/confirm`, { ...judged, body: {}, ...seen(await tagNow()) });
  await call(revocation, judged);
  await call(`POST ${matches}/revoke`, { ...judged, body: { reason: 'another customer' }, ...seen(await tagNow()) });
  await call(`POST ${matches}/confirm`, { path: { matchId: matchId.replace('RF-1', 'RF-9') }, body: {} });
  await call('GET /shops/{shopId}/cases/{caseId}', { path: { caseId } });
  return given;
}

/** Differences of each kind of decision: settled, put back, left to a second person, and an article that somebody knows. */
export async function differenceStory() {
  const world = await apiWorld({ writeOffLimitMinor: 500 });
  const { call, given, clock, table, shopId } = world;
  await twiceRefunded(world);
  const decided = (await world.difference())?.differenceId ?? '';
  const ofSecond = { path: { differenceId: decided } };
  const writtenOff = { ending: 'written_off', note: 'not worth a letter' };
  await call(`${differences}/settle`, { ...ofSecond, body: writtenOff });
  await call(`${differences}/settle`, { ...ofSecond, body: writtenOff, ...seen('0') });
  await call(`${differences}/settle`, { ...ofSecond, body: { ending: 'refunded_in_cash' }, ...seen('1') });
  await call(`${differences}/settle`, { ...ofSecond, body: writtenOff, ...seen('1') });
  await call('GET /shops/{shopId}/differences');
  await call(`${differences}/settle`, { ...ofSecond, by: 'ben', body: writtenOff, ...seen('2') });
  await call(`${differences}/reopen`, { ...ofSecond, body: { reason: 'they ask again' }, ...seen('3') });
  await call(`${differences}/settle`, { path: { differenceId: 'case~NONE~duplicate_refund~none' }, body: writtenOff });
  const { accountId } = retailConnection;
  const held = { reason: 'no_item_known', at: clock.now() } as const;
  await openEffect(table, aRefundSale({ accountId }, { held }), clock.now());
  const about = {
    shopId,
    caseId,
    orderNumber: id.order('ORD00123'),
    subject: '1',
    evidence: {},
    raisedAt: clock.now(),
  };
  await raiseDifference(table, { ...about, reason: 'item_unknown' });
  const [unknown] = (await call('GET /shops/{shopId}/cases/{caseId}', { path: { caseId } })).body.differences.filter(
    ({ reason }: Readonly<{ reason: string }>) => reason === 'item_unknown',
  );
  await call(`${differences}/say-item`, { path: unknown, body: { itemId: '12' }, ...seen('1') });
  return given;
}

/** The same payment gives back twice what it should, and nobody wrote a credit note for the second time. */
async function twiceRefunded({ say, clock, lookAtRefund }: ApiWorld): Promise<void> {
  await say({ refunds: [aProviderRefund()] });
  clock.advance(1000);
  await say({ refunds: [aProviderRefund({ refundId: 'RF-2' })] });
  clock.advance(3 * 24 * 3600 * 1000);
  await lookAtRefund(aProviderRefund({ refundId: 'RF-2' }));
}

/** All that a case can show: stock as Retail shows it, gift cards, matches, and who did what. */
export async function caseStory() {
  const world = await apiWorld();
  const { call, given, clock, table, shopId } = world;
  await twiceRefunded(world);
  const row = {
    inventoryLogId: 4,
    itemId: '12',
    shopId: '1',
    quantityChange: 1,
    reason: 'RefundAddInventory',
    createdAt: clock.now(),
    saleId: '8',
  };
  const shown = { at: clock.now(), verdict: 'differs', rows: [row], notes: ['item_archived'] } as const;
  const { accountId } = retailConnection;
  await openEffect(
    table,
    aRefundSale({ accountId }, { registered: { saleId: '8', at: clock.now() }, seen: shown }),
    clock.now(),
  );
  await openEffect(table, aCorrection({ accountId }), clock.now());
  await openCardCheck(table, { shopId, caseId, paymentNumber: 2 }, clock.now());
  await call('GET /shops/{shopId}/cases/{caseId}', { path: { caseId } });
  await call('GET /shops/{shopId}/cases/{caseId}', { path: { caseId: 'NONE' } });
  await call('GET /shops/{shopId}/orders/{orderNumber}', { path: { orderNumber: 'ORD00123' } });
  await call('GET /shops/{shopId}/orders/{orderNumber}', { path: { orderNumber: 'NONE' } });
  return given;
}
