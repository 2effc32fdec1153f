import type { Command } from 'commander';
import { usageFailure } from './command-failure.ts';

/** The options that say which dead letters are meant. */
export type SelectionOptions = Readonly<{ queue?: string; shop?: string; error?: string; from?: string; to?: string }>;

/** Adds the options that say which dead letters are meant. */
export const addSelection = (command: Command): Command =>
  command
    .option('--queue <name>', 'only of this queue')
    .option('--shop <shopId>', 'only of this shop')
    .option('--error <code>', 'only those whose last error has this code')
    .option('--from <time>', 'only those first seen then or later (2026-11-12 or 2026-11-12T09:30:00Z)')
    .option('--to <time>', 'only those first seen then or earlier');

/** The selection as the system understands it; letters are named QUEUE/LETTER. */
export function selectionOf({ queue, shop, error, from, to }: SelectionOptions, letters: readonly string[] = []) {
  return {
    queue,
    shopId: shop,
    errorCode: error,
    from: from && instantOf(from),
    to: to && instantOf(to),
    ...(letters.length > 0 && { letters: letters.map(letterNamed) }),
  };
}

/** An instant as the system understands it; a bare day is its beginning in UTC. What is neither is wrong usage. */
export function instantOf(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = Date.parse(isDay ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(time) || !(isDay || text.includes('T'))) throw usageFailure(`Not a time: ${text}`);
  return new Date(time).toISOString();
}

/** A letter as the list prints it, QUEUE/LETTER; what is not of that form is wrong usage. */
export function letterNamed(text: string): Readonly<{ queueName: string; letterId: string }> {
  const [queueName, letterId, ...rest] = text.split('/');
  if (!queueName || !letterId || rest.length > 0) throw usageFailure(`Not a letter: ${text} (it is QUEUE/LETTER).`);
  return { queueName, letterId };
}
