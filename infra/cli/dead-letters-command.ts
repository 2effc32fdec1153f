import { Command } from 'commander';
import * as z from 'zod';
import type { CommandContext } from './command-context.ts';
import { connectedClient } from './connection.ts';
import { readList, table } from './listing.ts';
import { wholeNumber } from './tasks-command.ts';

const letterSchema = z.looseObject({
  queueName: z.string(),
  letterId: z.string(),
  kind: z.string(),
  attempts: z.array(z.object({ attempt: z.int(), failedAt: z.string(), errorCode: z.string() })),
  firstSeenAt: z.string(),
  shopId: z.string().optional(),
  caseId: z.string().optional(),
  orderNumber: z.string().optional(),
});

const examples = `
Examples:
  avoir dead-letters
  avoir dead-letters --limit 500 --json`;

/** `avoir dead-letters`: the messages that exhausted their retries, each with the error of its last attempt. */
export function deadLettersCommand(context: CommandContext): Command {
  return new Command('dead-letters')
    .description('list the messages that exhausted their retries')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (options: Readonly<{ limit: number; json?: true }>) => {
      const client = connectedClient(context.connection());
      const { items, hasMore } = await readList(client, '/dead-letters', {}, letterSchema, options.limit);
      const rows = items.map((letter) => [
        letter.firstSeenAt,
        letter.queueName,
        letter.kind,
        letter.attempts.at(-1)?.errorCode ?? '',
        String(letter.attempts.length),
        [letter.shopId, letter.caseId ?? letter.orderNumber].filter(Boolean).join(' '),
        letter.letterId,
      ]);
      const headings = ['first seen', 'queue', 'kind', 'last error', 'attempts', 'about', 'letter'];
      const more = hasMore ? '\nThere are more; see --limit.' : '';
      const text = items.length === 0 ? 'No dead letters.' : table(headings, rows) + more;
      context.print({ text, value: { items, hasMore } }, options.json === true);
    });
}
