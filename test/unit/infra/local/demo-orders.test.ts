import { json } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { cancellationRequestSchema } from '../../../../functions/accept-cancellation/cancellation-request.ts';
import { creditNoteRequestSchema } from '../../../../functions/accept-credit-note/credit-note-request.ts';
import { type DemoCase, demoCases } from '../../../../infra/local/demo-cases.ts';
import { postDemoOrders } from '../../../../infra/local/demo-orders.ts';
import { decideCancellation } from '../../../../shared/domain/cancellation.ts';
import { decideCreditNote } from '../../../../shared/domain/credit-note.ts';
import { emptyLedger } from '../../../../shared/domain/order-ledger.ts';
import { defaultShops } from '../../../support/default-shops.ts';
import { type LocalServer, localServer } from '../../../support/local-server.ts';

const cases = demoCases((daysAgo) => `2026-11-${String(28 - daysAgo).padStart(2, '0')}T09:00:00.000Z`);
const byId = (demo: DemoCase): readonly [string, DemoCase] => [demo.caseId, demo];

async function decisionOf(demo: DemoCase) {
  const shop = (await defaultShops()).map(({ settings }) => settings).find(({ shopId }) => shopId === demo.shopId);
  if (shop === undefined) throw new Error(`The default settings have no shop ${demo.shopId}.`);
  if ('creditNote' in demo) {
    const request = creditNoteRequestSchema.parse(demo.creditNote);
    return request.order && decideCreditNote(request.order.order, emptyLedger, shop, request);
  }
  const request = cancellationRequestSchema.parse(demo.cancellation);
  return request.order && decideCancellation(request.order.order, emptyLedger, shop, request);
}

/** A system that keeps cases and answers as the real one: 404 before, 201 once, 409 for another content. */
function aSystem(): Promise<LocalServer> {
  const kept = new Set<string>();
  const idOf = (body: unknown): string =>
    creditNoteRequestSchema.safeParse(body).data?.creditNoteId ??
    `cancellation:${cancellationRequestSchema.parse(body).orderNumber}`;
  return localServer(async (request, response) => {
    if (request.headers.authorization !== 'Bearer token') return response.writeHead(401).end('{}');
    if (request.method === 'GET') {
      const caseId = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
      return response.writeHead(kept.has(caseId) ? 200 : 404).end('{}');
    }
    const id = idOf(await json(request));
    response.writeHead(kept.has(id) ? 409 : 201).end('{}');
    return kept.add(id);
  });
}

describe('the demo orders', () => {
  it.each(cases.map(byId))('of %s are accepted by the rules and leave one refund to make', async (caseId, demo) => {
    const decision = await decisionOf(demo);
    const toRefund = { kind: 'provider', account: 'main', refundMode: demo.shopId === 'demo-app' ? 'app' : 'portal' };
    expect(decision).toMatchObject({ kind: 'accepted', plan: { payments: [toRefund], notes: [] } });
    expect(caseId).toBe(
      'creditNote' in demo ? demo.creditNote.creditNoteId : `cancellation:${demo.cancellation.orderNumber}`,
    );
  });

  it('are sent once: on a later day what is there stays as it is', async () => {
    await using system = await aSystem();
    const send = (now: Date) => postDemoOrders({ url: system.origin, token: 'token', now });
    expect(await send(new Date('2026-11-20'))).toHaveLength(cases.length);
    expect(await send(new Date('2026-11-27'))).toEqual([]);
  });

  it('that the system does not take are a fault', async () => {
    await using system = await localServer(({ method }, response) => {
      response.writeHead(method === 'GET' ? 404 : 422).end('{"code":"refused","title":"Refused."}');
    });
    await expect(postDemoOrders({ url: system.origin, token: 'token' })).rejects.toThrow(/answered 422, refused/);
  });
});
