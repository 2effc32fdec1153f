import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { type AvoirClient, expected, unexpected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { fault } from './command-failure.ts';
import { connectedClient } from './connection.ts';

const backfillSchema = z.object({ since: z.string(), state: z.enum(['under_way', 'sent']), sentCount: z.int() });
type Backfill = z.infer<typeof backfillSchema>;

const examples = `
History is read with the shop's own key at the pace that half of its limits allow: about thirty orders a minute. It makes
counters right and fires nothing: no refund task, no stock, no message. Ctrl-C ends the watching, not the work; the same
command then goes on watching. Run again when it is done it reads only what changed since.

Examples:
  avoir backfill --shop demo --since 2026-01-01
  avoir backfill --shop demo --since 2026-01-01 --no-wait`;

type Options = Readonly<{ shop: string; since: string; wait: boolean; json?: true }>;

const betweenLooksMilliseconds = 2_000;

/** A day typed by a person, as the instant at which it begins in UTC. */
export function dayArgument(text: string): string {
  const day = z.iso.date().safeParse(text);
  if (!day.success) throw new InvalidArgumentError('A day like 2026-01-31 is expected.');
  return `${day.data}T00:00:00.000Z`;
}

/** `avoir backfill`: brings a shop's history in, so that what was credited before Avoir came cannot be credited again. */
export function backfillCommand(context: CommandContext): Command {
  return new Command('backfill')
    .description("bring a shop's history in from eCom, without any effect on money or stock")
    .option('--shop <shopId>', 'the shop', 'demo')
    .requiredOption('--since <day>', 'orders that changed on this day or later', dayArgument)
    .option('--no-wait', 'ask for it and do not watch')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async ({ shop, since, wait, json }: Options) => {
      const client = connectedClient(context.connection());
      const path = `/shops/${encodeURIComponent(shop)}/backfill`;
      const begun = await start(client, path, since);
      const backfill = wait ? await watched(client, path, begun) : begun;
      const state = backfill.state === 'sent' ? 'all are sent to be read' : 'more follow';
      context.print({ text: `${backfill.sentCount} orders; ${state}.`, value: backfill }, json === true);
    });
}

async function start(client: AvoirClient, path: string, since: string): Promise<Backfill> {
  const answer = await client.post(path, { since });
  if (answer.status === 409) throw fault('History since another day is being brought in; let it end first.');
  if (answer.status !== 202) throw unexpected(answer);
  return backfillSchema.parse(answer.body);
}

async function watched(client: AvoirClient, path: string, begun: Backfill): Promise<Backfill> {
  let backfill = begun;
  while (backfill.state === 'under_way') {
    await sleep(betweenLooksMilliseconds);
    backfill = expected(backfillSchema, await client.get(path));
  }
  return backfill;
}
