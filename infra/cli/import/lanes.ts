/** How lanes are worked off: which lane an item belongs to, and how many are worked on at once. */
export type Lanes<Item> = Readonly<{ laneOf: (item: Item) => string; concurrency: number; stop: AbortSignal }>;

/**
 * Works on items at once that belong to different lanes, and one after the other, in the order given, within a lane.
 * A stop or a failure lets what is in flight end and begins nothing more; the first failure is thrown at the end.
 */
export async function workInLanes<Item>(
  items: Iterable<Item>,
  { laneOf, concurrency, stop }: Lanes<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = Map.groupBy(items, laneOf).values();
  const failures: unknown[] = [];
  const goesOn = (): boolean => !stop.aborted && failures.length === 0;

  const workOffLanes = async (): Promise<void> => {
    // The iterator is shared: each worker takes the next lane that nobody has taken yet.
    for (const lane of waiting) {
      for (const item of lane) {
        if (!goesOn()) return;
        await work(item).catch((error: unknown) => failures.push(error));
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, workOffLanes));
  if (failures.length > 0) throw failures[0];
}
