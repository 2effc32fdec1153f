const mostEntriesPerCall = 10;
/** What SQS and EventBridge take in one call, in at most ten entries. */
export const mostBytesPerCall = 262_144;

/** Cuts items into batches that one call takes, in order. An item that is too large by itself stands alone. */
export function batchesOf<Item>(items: readonly Item[], bytesOf: (item: Item) => number): readonly (readonly Item[])[] {
  const batches: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const itemBytes = bytesOf(item);
    const last = batches.at(-1);
    if (last && last.length < mostEntriesPerCall && bytes + itemBytes <= mostBytesPerCall) {
      last.push(item);
      bytes += itemBytes;
    } else {
      batches.push([item]);
      bytes = itemBytes;
    }
  }
  return batches;
}
