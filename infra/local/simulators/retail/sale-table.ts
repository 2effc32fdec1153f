import type { Sale } from './rows.ts';

type Stored = Readonly<{ current: Sale; before: Sale | undefined; settlesAt: number }>;

/** The sales of one account. Their ids are the whole numbers from 1 on, without a gap. */
export type SaleTable = Readonly<{
  nextId(): number;
  /** Stores a sale. Searches find it as it was before until `settlesAt`. */
  put(sale: Sale, settlesAt: number): void;
  get(saleId: number): Sale | undefined;
  /** The sale that has this line. */
  withLine(saleLineId: number): Sale | undefined;
  /** Refund lines that name this line as the one that was sold, with their sales. */
  refundsOf(saleLineId: number): readonly Sale[];
  /** What a search sees at an instant, in the order of ids: all sales, or those with one of these reference numbers. */
  search(
    now: number,
    only: Readonly<{ ids?: readonly string[]; referenceNumbers?: readonly string[] }>,
  ): Iterable<Sale>;
}>;

/** An empty table. */
export function saleTable(): SaleTable {
  const stored = new Map<number, Stored>();
  const byReference = new Map<string, Set<number>>();
  const saleOfLine = new Map<number, number>();
  const refundsByLine = new Map<number, Set<number>>();

  const get = (saleId: number): Sale | undefined => stored.get(saleId)?.current;

  function* search(
    now: number,
    { ids, referenceNumbers }: Readonly<{ ids?: readonly string[]; referenceNumbers?: readonly string[] }>,
  ): Iterable<Sale> {
    for (const saleId of candidates(ids, referenceNumbers)) {
      const row = stored.get(saleId);
      const seen = row && row.settlesAt > now ? row.before : row?.current;
      if (seen !== undefined) yield seen;
    }
  }

  function candidates(ids?: readonly string[], referenceNumbers?: readonly string[]): Iterable<number> {
    if (ids !== undefined) return [...new Set(ids.map(Number))].toSorted(ascending);
    if (referenceNumbers === undefined) return stored.keys();
    const found = referenceNumbers.flatMap((number) => [...(byReference.get(number.toLowerCase()) ?? [])]);
    return [...new Set(found)].toSorted(ascending);
  }

  return {
    nextId: () => stored.size + 1,
    put(sale, settlesAt) {
      const known = stored.get(sale.saleId);
      // What a search saw before this write is what it goes on seeing, also when the write before has not settled.
      const before = known && known.settlesAt > sale.changedAt ? known.before : known?.current;
      stored.set(sale.saleId, { current: sale, before, settlesAt });
      // A number that the sale no longer has stays: whoever searches compares again.
      add(byReference, sale.referenceNumber.toLowerCase(), sale.saleId);
      for (const { saleLineId, parentSaleLineId } of sale.lines) {
        saleOfLine.set(saleLineId, sale.saleId);
        if (parentSaleLineId !== 0) add(refundsByLine, parentSaleLineId, sale.saleId);
      }
    },
    get,
    withLine(saleLineId) {
      const saleId = saleOfLine.get(saleLineId);
      return saleId === undefined ? undefined : get(saleId);
    },
    refundsOf: (saleLineId) => [...(refundsByLine.get(saleLineId) ?? [])].flatMap((saleId) => get(saleId) ?? []),
    search,
  };
}

const ascending = (a: number, b: number): number => a - b;

function add<Key>(index: Map<Key, Set<number>>, key: Key, value: number): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, new Set([value]));
  else values.add(value);
}
