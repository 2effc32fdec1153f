import { readFile } from 'node:fs/promises';
import type { Http } from '../../shared/ports/http.ts';

const samples = new URL('../../events/samples/ecom/', import.meta.url);
const answers: Readonly<Record<string, string>> = {
  'orders/2000001.json': 'order.json',
  'orders/2000001/products.json': 'order-products.json',
  'invoices.json': 'invoices.json',
  'invoices/700002/items.json': 'invoice-items.json',
  'returns.json': 'returns.json',
};

/** The order whose answers were recorded. */
export const recordedOrderId = 2_000_001;

/**
 * An eCom that answers in the shapes that were recorded from live shops and the official samples (`events/samples/ecom`);
 * every value is our own. They differ from what the simulator says in what is missing, and in how.
 */
export const recordedHttp: Http = {
  async send({ url }) {
    const path = new URL(url).pathname.slice('/fr/'.length);
    const sample = answers[path];
    if (sample === undefined) return { status: 404, headers: {}, body: '{"error":{"code":404}}' };
    return { status: 200, headers: {}, body: await readFile(new URL(sample, samples), 'utf8') };
  },
};
