import { type IndexName, indexes, type Key, type Row } from '../../../shared/ports/table.ts';
import type { Candidate } from './page-of.ts';
import type { TableChange } from './table-change.ts';

/** One sparse index: the keys of the rows that carry both of its attributes. */
export type SimulatedIndex = Readonly<{
  apply(change: TableChange): void;
  /** Whether anything is in a partition as it is. */
  isAnyIn(partition: string): boolean;
  /** The keys of a partition as they are. */
  candidates(partition: string): readonly Candidate<Key>[];
  /** The keys of a partition as they were before the given changes, which must be the newest. */
  candidatesBefore(partition: string, changes: readonly TableChange[]): readonly Candidate<Key>[];
}>;

/** An empty index of that name. */
export function simulatedIndex(name: IndexName): SimulatedIndex {
  const { partition: partitionAttribute, order: orderAttribute } = indexes[name];
  const partitions = new Map<string, Map<string, Candidate<Key>>>();

  function entryOf(row: Row | undefined) {
    const partition = row?.[partitionAttribute];
    const order = row?.[orderAttribute];
    if (!row || typeof partition !== 'string' || typeof order !== 'string') return undefined;
    const { pk, sk } = row;
    const candidate: Candidate<Key> = {
      place: [order, pk, sk],
      bytes: 100 + order.length + pk.length + sk.length,
      item: { pk, sk },
    };
    return { partition, name: `${pk}\u0000${sk}`, candidate };
  }

  function partitionNamed(partition: string): Map<string, Candidate<Key>> {
    const known = partitions.get(partition);
    if (known) return known;
    const made = new Map<string, Candidate<Key>>();
    partitions.set(partition, made);
    return made;
  }

  return {
    apply({ oldRow, newRow }) {
      const left = entryOf(oldRow);
      if (left) partitionNamed(left.partition).delete(left.name);
      const entered = entryOf(newRow);
      if (entered) partitionNamed(entered.partition).set(entered.name, entered.candidate);
    },
    isAnyIn: (partition) => (partitions.get(partition)?.size ?? 0) > 0,
    candidates: (partition) => [...(partitions.get(partition)?.values() ?? [])],
    candidatesBefore(partition, changes) {
      const entries = new Map(partitions.get(partition));
      for (const { oldRow, newRow } of changes.toReversed()) {
        const entered = entryOf(newRow);
        if (entered?.partition === partition) entries.delete(entered.name);
        const left = entryOf(oldRow);
        if (left?.partition === partition) entries.set(left.name, left.candidate);
      }
      return [...entries.values()];
    },
  };
}
