import { createHash } from 'node:crypto';
import { importReport } from '../../../functions/import-report/import-report.ts';
import { writeOfPause } from '../../../shared/stores/paused-shop-store.ts';
import { reportMessageSchema } from '../../../shared/stores/report-message.ts';
import { id } from '../orders.ts';
import { lampAndRug } from '../simulated-ecom.ts';
import { retailConnection } from '../simulated-retail.ts';
import { type ApiWorld, apiWorld } from './api-world.ts';

const reports = 'POST /shops/{shopId}/reports/{provider}';
const starting = 'POST /shops/{shopId}/reports/{reportId}/start';
const making = 'POST /shops/{shopId}/ecom-credit-notes/{key}';
const columns = 'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName,kind\n';
const refund = 'paypal,main,RF-1,CAP-1,10.00,EUR,done,2026-11-12T10:00:00Z,,Customer One,refund\n';
const broken = 'paypal,main,RF-2,CAP-1,ten,EUR,done,2026-11-12T10:00:00Z,,Customer One,refund\n';

/** What is asked of a shop as a whole: that it answers, its connections, its history, its lane and its events. */
export async function shopStory() {
  const { call, given, table, clock, shopId, loseSecrets } = await apiWorld();
  await call('GET /healthz', { by: '' });
  await call('GET /shops');
  const baseUrl = 'https://avoir.example';
  await call('GET /shops/{shopId}/examination', { query: { baseUrl } });
  await call('POST /shops/{shopId}/webhooks', { body: { baseUrl } });
  const backfill = '/shops/{shopId}/backfill';
  await call(`GET ${backfill}`);
  await call(`POST ${backfill}`, { body: { since: '2026-01-01T00:00:00Z' } });
  await call(`POST ${backfill}`, { body: { since: '2025-01-01T00:00:00Z' } });
  await call(`GET ${backfill}`);
  const paused = { shopId, caseId: id.refundCase('CN-1'), saleId: '1', pausedAt: clock.now() };
  await table.put(writeOfPause(retailConnection.accountId, paused).row);
  await call('GET /shops/{shopId}/retail-lane');
  await call('POST /shops/{shopId}/retail-lane/resume', { body: {} });
  await call('POST /shops/{shopId}/events/republish', { body: { from: '2026-01-01T00:00:00Z' } });
  loseSecrets();
  await call('GET /shops/{shopId}/examination', { query: { baseUrl } });
  await call('POST /shops/{shopId}/webhooks', { body: { baseUrl } });
  return given;
}

/** A shop that is connected to nothing. */
export async function unconnectedStory() {
  const { call, given } = await apiWorld({ retail: undefined, ecom: undefined, providers: [], liveChecks: {} });
  const baseUrl = 'https://avoir.example';
  await call('GET /shops/{shopId}/examination', { query: { baseUrl } });
  await call('POST /shops/{shopId}/webhooks', { body: { baseUrl } });
  await call('POST /shops/{shopId}/backfill', { body: { since: '2026-01-01T00:00:00Z' } });
  await call('GET /shops/{shopId}/retail-lane');
  await call('POST /shops/{shopId}/retail-lane/resume', { body: {} });
  await call(making, { path: { key: 'K-1' }, body: asked('1') });
  return given;
}

const asked = (orderLineId: string, quantity = 1) => ({
  orderNumber: 'ORD00001',
  lines: [{ orderLineId, quantity }],
  creditShipping: false,
  creditPaymentCosts: false,
  updateInventory: true,
});

/** Credit notes that Avoir makes in eCom: made, in doubt, refused, and while eCom is away. */
export async function makingStory() {
  const { call, given, ecom } = await apiWorld();
  await call(making, { path: { key: 'K-0' }, body: asked('1') });
  const [lamp, rug] = ecom.backOffice.place(lampAndRug).orderProductIds.map(String);
  await call(making, { path: { key: 'K-1' }, body: asked(lamp ?? '') });
  await call(making, { path: { key: 'K-1' }, body: asked(lamp ?? '', 2) });
  await call(making, { path: { key: 'K-2' }, body: asked(lamp ?? '', 9) });
  const twice = { path: { key: 'K-3' }, body: asked(rug ?? '') };
  await Promise.all([call(making, twice), call(making, twice)]);
  ecom.backOffice.press('fault', { faults: ['limited'] });
  await call(making, { path: { key: 'K-4' }, body: asked(lamp ?? '') });
  return given;
}

/** Reports that are handed in, read, handed in again, and what cannot be read; then what is covered. */
export async function reportStory() {
  const { call, given, table, clock, shop, queueOfReports, reportFiles } = await apiWorld();
  const path = { provider: 'paypal' };
  const handed = await call(reports, { path, query: { fileName: 'november.csv' }, text: columns + refund + broken });
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const parts = { table, clock, settings, reportQueue: queueOfReports, files: reportFiles };
  for (const { body } of queueOfReports.sent) {
    const message = reportMessageSchema.parse(JSON.parse(body));
    await importReport({ ...parts, sliceMilliseconds: 60_000, noteMilliseconds: 60_000 }, message);
  }
  await call(reports, { path, query: { fileName: 'november.csv' }, text: columns + refund + broken });
  await call(reports, { path, text: 'a,b\n1,2\n' });
  await call(reports, { path, text: ' '.repeat(4 * 1024 * 1024 + 1) });
  await call(reports, { path, query: { account: 'none' }, text: columns + refund });
  await uploadStory({ call, reportFiles });
  await call('GET /shops/{shopId}/reports');
  await call('GET /shops/{shopId}/reports/{reportId}', { path: { reportId: handed.body.reportId } });
  await call('GET /shops/{shopId}/reports/{reportId}', { path: { reportId: 'none' } });
  await call('GET /shops/{shopId}/coverage');
  return given;
}

/** A report that is uploaded: announced, sent, started twice; and what is not there, not announced or too much. */
async function uploadStory({ call, reportFiles }: Pick<ApiWorld, 'call' | 'reportFiles'>): Promise<void> {
  const path = { provider: 'paypal' };
  const content = Buffer.from(columns + refund.repeat(3));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const headers = { 'content-type': 'application/json' };
  const announce = (body: unknown) => call(reports, { path, headers, body });
  const { upload, reportId } = (await announce({ fileName: 'year.csv', bytes: content.length, sha256 })).body;
  const start = (id: string) => call(starting, { path: { reportId: id } });
  await start(reportId);
  reportFiles.send(upload, content);
  await announce({ fileName: 'year.csv', bytes: content.length, sha256 });
  await start(reportId);
  await start(reportId);
  await announce({ fileName: 'year.csv', bytes: content.length, sha256 });
  await start('none');
  await announce({ bytes: 0, sha256: 'none' });
  await announce({ bytes: 2 ** 40, sha256 });
}

/** The statement of a month in each of its forms. */
export async function statementStory() {
  const { call, given, clock, look } = await apiWorld();
  clock.advance(20 * 24 * 3600 * 1000);
  await look('CN-1');
  for (const form of ['', '/csv', '/xlsx']) {
    await call(`GET /shops/{shopId}/statements/{month}${form}`, { path: { month: '2026-11' } });
  }
  await call('GET /shops/{shopId}/statements/{month}', { path: { month: '2026-11' }, query: { asOf: '2026-12-01' } });
  await call('GET /shops/{shopId}/statements/{month}', { path: { month: '2027-11' } });
  return given;
}
