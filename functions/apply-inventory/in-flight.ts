// Retail counts requests by the second as well, so that more at once gains nothing.
const mostInFlight = 4;

/** Does something for each item, a few at a time, in order; when one throws, what is under way ends and the error goes on. */
export async function inFlight<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  const workers = Array.from({ length: Math.min(mostInFlight, items.length) }, worker);
  const ended = await Promise.allSettled(workers);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}
