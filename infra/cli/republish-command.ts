import { Command } from 'commander';
import * as z from 'zod';
import { expected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { importProgress } from './import/import-progress.ts';
import { instantOf } from './letter-selection.ts';
import { stopOnInterrupt } from './stop-on-interrupt.ts';

const sliceSchema = z.object({
  publishedCount: z.int(),
  refusedCodes: z.array(z.string()),
  next: z.string().nullable(),
});

const examples = `
Nobody minds an event that comes again: stopping (Ctrl-C) and starting over does no harm.

Examples:
  avoir republish --shop demo --from 2026-11-12
  avoir republish --shop demo --from 2026-11-12T09:00:00Z --to 2026-11-12T10:00:00Z --json`;

type Options = Readonly<{ shop: string; from: string; to?: string; json?: true }>;

/** `avoir republish`: sends the events of a shop's rows again. */
export function republishCommand(context: CommandContext): Command {
  return new Command('republish')
    .description("send the events that stand in a shop's rows again")
    .requiredOption('--shop <shopId>', 'the shop')
    .requiredOption('--from <time>', 'what happened then or later (2026-11-12 or 2026-11-12T09:30:00Z)')
    .option('--to <time>', 'what happened then or earlier (default: now)')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action((options: Options) => republish(context, options));
}

async function republish(context: CommandContext, { shop, from, to, json }: Options): Promise<void> {
  const client = connectedClient(context.connection());
  const progress = importProgress(process.stderr);
  const stop = stopOnInterrupt(progress);
  // Fixed once, so that all slices mean the same span.
  const span = { from: instantOf(from), to: to === undefined ? new Date().toISOString() : instantOf(to) };
  let publishedCount = 0;
  const refusedCodes: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null && !stop.signal.aborted) {
    const path = `/shops/${encodeURIComponent(shop)}/events/republish`;
    const answer = await client.post(path, { ...span, ...(cursor && { cursor }) });
    if (answer.status === 404) throw usageFailure(`There is no shop ${shop}.`);
    const slice = expected(sliceSchema, answer);
    publishedCount += slice.publishedCount;
    refusedCodes.push(...slice.refusedCodes);
    cursor = slice.next;
    if (cursor !== null) progress.say(`${publishedCount} events published so far.`);
  }
  stop.release();
  const isWhole = cursor === null;
  const refused =
    refusedCodes.length > 0 ? `, ${refusedCodes.length} refused (${[...new Set(refusedCodes)].join(', ')})` : '';
  const text = `${publishedCount} events published${refused}${isWhole ? '' : '; stopped before the end'}.`;
  context.print({ text, value: { shop, ...span, publishedCount, refusedCodes, isWhole } }, json === true);
  if (!isWhole) context.exitWith(exitCodes.fault);
  else if (refusedCodes.length > 0) context.exitWith(exitCodes.differences);
}
