import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ResolvedCreditNote, resolveCreditNotes } from '../../infra/cli/import/credit-note-resolution.ts';
import { requestsOf } from '../../infra/cli/import/credit-requests.ts';
import { readOnlineRetail } from '../../infra/cli/import/online-retail-file.ts';
import { hasOnlineRetail, onlineRetailPath } from './online-retail.ts';

type Verdicts = Map<string, ('fits' | 'too_many' | 'never_sold' | 'not_goods')[]>;

const notGoods: ReadonlySet<string> = new Set([
  'M',
  'POST',
  'D',
  'S',
  'AMAZONFEE',
  'BANK CHARGES',
  'CRUK',
  'C2',
  'DOT',
]);

/** The same question asked in another way: only how many of an article a customer still has, never from which order. */
function verdictsByRunningQuantity(): Verdicts {
  const text = gunzipSync(readFileSync(onlineRetailPath)).toString('utf8');
  const rows: readonly (readonly string[])[] = parse(text, { from_line: 2 });
  const has = new Map<string, number>();
  const verdicts: Verdicts = new Map();
  for (const [invoice = '', article = '', , quantity = '', , , customer = ''] of rows) {
    const key = `${customer} ${article}`;
    if (/^\d/.test(invoice) && customer !== '') has.set(key, (has.get(key) ?? 0) + Number(quantity));
    if (!invoice.startsWith('C')) continue;
    const left = customer === '' ? undefined : has.get(key);
    const verdict = () => {
      if (notGoods.has(article)) return 'not_goods';
      if (left === undefined) return 'never_sold';
      if (left + Number(quantity) < 0) return 'too_many';
      has.set(key, left + Number(quantity));
      return 'fits';
    };
    verdicts.set(invoice, [...(verdicts.get(invoice) ?? []), verdict()]);
  }
  return verdicts;
}

/**
 * The plain rule: same customer, same article, in the order of the file; whatever is credited is taken off, whether it
 * was there or not. Counts the lines of goods of known customers.
 */
function countsByPlainRule(): Record<'fit' | 'exceed' | 'noHistory', number> {
  const rows: readonly (readonly string[])[] = parse(gunzipSync(readFileSync(onlineRetailPath)), { from_line: 2 });
  const left = new Map<string, number>();
  const counts = { fit: 0, exceed: 0, noHistory: 0 };
  for (const [invoice = '', article = '', , quantity = '', , , customer = ''] of rows) {
    if (customer === '' || notGoods.has(article)) continue;
    const key = `${customer} ${article}`;
    const before = left.get(key) ?? 0;
    left.set(key, before + Number(quantity));
    if (!invoice.startsWith('C')) continue;
    if (before <= 0) counts.noHistory += 1;
    else counts[before + Number(quantity) < 0 ? 'exceed' : 'fit'] += 1;
  }
  return counts;
}

const verdictOfSource = {
  covered: 'fits',
  exceeds: 'too_many',
  no_earlier_sale: 'never_sold',
  not_goods: 'not_goods',
} as const;

function kindOfNote({ sources }: ResolvedCreditNote): string {
  const goods = sources.filter(({ kind }) => kind !== 'not_goods');
  const covered = goods.filter(({ kind }) => kind === 'covered');
  if (goods.length === 0) return 'no goods';
  if (covered.length === goods.length) return 'wholly';
  return covered.length > 0 ? 'partly' : 'not at all';
}

describe.runIf(hasOnlineRetail())('resolving the credit notes of a real year', () => {
  let resolved: readonly ResolvedCreditNote[] = [];
  beforeAll(async () => {
    resolved = resolveCreditNotes(await readOnlineRetail(onlineRetailPath));
  });

  const count = (words: readonly string[]) =>
    Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));

  it('finds for each of 9,288 lines what an independent count by customer and article finds', () => {
    const ours = resolved.map(
      ({ note, sources }) => [note.number, sources.map(({ kind }) => verdictOfSource[kind])] as const,
    );
    expect(new Map(ours)).toEqual(verdictsByRunningQuantity());
    expect(count(ours.flatMap(([, verdicts]) => verdicts))).toEqual({
      fits: 7434,
      too_many: 74,
      never_sold: 1196,
      not_goods: 584,
    });
  });

  it('differs from the plain rule where that takes off what was refused, or calls used up what was never sold', () => {
    const plain = countsByPlainRule();
    const ours = count(
      resolved.flatMap(({ note, sources }) => (note.customerId === '' ? [] : sources.map(({ kind }) => kind))),
    );
    expect(plain).toEqual({ fit: 7420, exceed: 57, noHistory: 1062 });
    expect(ours).toMatchObject({ covered: 7434, exceeds: 74, no_earlier_sale: 1031 });
    // The same lines of goods: a refused line takes nothing, so that 14 later ones still fit; and the 31 that the plain
    // rule finds nothing left for had been sold, and are called over-quantity.
    const ofGoods = ['covered', 'exceeds', 'no_earlier_sale'].map((kind) => ours[kind] ?? 0);
    expect(ofGoods.reduce((sum, lines) => sum + lines, 0)).toBe(plain.fit + plain.exceed + plain.noHistory);
  });

  it('can give back 2,854 of 3,836 credit notes wholly, 203 partly, 365 not at all; 414 have no goods', () => {
    expect(count(resolved.map(kindOfNote))).toEqual({ wholly: 2854, partly: 203, 'not at all': 365, 'no goods': 414 });
  });

  it('finds 400 credit notes that are about several orders, one of them about 13', () => {
    const orders = resolved.map(
      ({ sources }) =>
        new Set(
          sources.flatMap((source) =>
            source.kind === 'covered' ? source.shares.map(({ order }) => order.number) : [],
          ),
        ).size,
    );
    expect(orders.filter((size) => size > 1)).toHaveLength(400);
    expect(Math.max(...orders)).toBe(13);
  });

  it('makes requests that each have an id of their own', () => {
    const ids = resolved.flatMap(requestsOf).map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
