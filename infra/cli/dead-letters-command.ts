import { Command } from 'commander';
import * as z from 'zod';
import { expected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { addSelection, letterNamed, type SelectionOptions, selectionOf } from './letter-selection.ts';
import { readList, table } from './listing.ts';
import { wholeNumber } from './tasks-command.ts';

const attemptSchema = z.object({ attempt: z.int(), failedAt: z.string(), errorCode: z.string() });
const letterSchema = z.looseObject({
  queueName: z.string(),
  letterId: z.string(),
  kind: z.string(),
  state: z.string(),
  attempts: z.array(attemptSchema),
  firstSeenAt: z.string(),
  shopId: z.string().optional(),
  caseId: z.string().optional(),
  orderNumber: z.string().optional(),
});
const wholeLetterSchema = letterSchema.extend({
  lastSeenAt: z.string(),
  destination: z.string(),
  comparison: z.object({ verdict: z.string(), because: z.string() }),
  replays: z.array(z.object({ replayId: z.string(), by: z.string(), at: z.string() })),
  discarded: z.object({ by: z.string(), at: z.string(), reason: z.string() }).optional(),
  body: z.unknown(),
});
const discardedSchema = z.looseObject({ state: z.literal('discarded') });

const examples = `
Examples:
  avoir dead-letters                                   those that wait for somebody, oldest first
  avoir dead-letters --error Timeout --limit 500 --json
  avoir dead-letters show QUEUE/LETTER                 why it failed, where it would go, what a replay would do
  avoir dead-letters discard QUEUE/LETTER --reason "order was a test"
  avoir replay --help                                  sends them back`;

type ListOptions = SelectionOptions & Readonly<{ limit: number; json?: true }>;

/** `avoir dead-letters`: lists the messages that exhausted their retries, shows one, gives one up. */
export function deadLettersCommand(context: CommandContext): Command {
  const list = new Command('dead-letters')
    .description('list the messages that exhausted their retries; look into one, or give one up')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action((options: ListOptions) => listLetters(context, options));
  addSelection(list);
  const show = new Command('show')
    .description('look into one: its body (personal data hidden), its attempts, and what a replay would do')
    .argument('<letter>', 'queue and letter as the list prints them: QUEUE/LETTER')
    .option('--json', 'print JSON')
    .action((letter: string, _: unknown, command: Command) => showLetter(context, letter, command.optsWithGlobals()));
  const discard = new Command('discard')
    .description('give one up for good; who did it and why is kept')
    .argument('<letter>', 'queue and letter as the list prints them: QUEUE/LETTER')
    .requiredOption('--reason <text>', 'why nobody needs it any more')
    .option('--json', 'print JSON')
    .action((letter: string, _: unknown, command: Command) =>
      discardLetter(context, letter, command.optsWithGlobals()),
    );
  return list.addCommand(show).addCommand(discard);
}

async function listLetters(context: CommandContext, options: ListOptions): Promise<void> {
  const client = connectedClient(context.connection());
  const { letters: _, ...filter } = selectionOf(options);
  const { items, hasMore } = await readList(client, '/dead-letters', filter, letterSchema, options.limit);
  const rows = items.map((letter) => [
    letter.firstSeenAt,
    letter.kind,
    letter.state,
    letter.attempts.at(-1)?.errorCode ?? '',
    String(letter.attempts.length),
    [letter.shopId, letter.caseId ?? letter.orderNumber].filter(Boolean).join(' '),
    `${letter.queueName}/${letter.letterId}`,
  ]);
  const headings = ['first seen', 'kind', 'state', 'last error', 'attempts', 'about', 'letter'];
  const more = hasMore ? '\nThere are more; see --limit.' : '';
  const text = items.length === 0 ? 'No dead letters.' : table(headings, rows) + more;
  context.print({ text, value: { items, hasMore } }, options.json === true);
}

async function showLetter(context: CommandContext, letter: string, { json }: Readonly<{ json?: true }>): Promise<void> {
  const answer = await connectedClient(context.connection()).get(pathOf(letter));
  if (answer.status === 404) throw usageFailure(`There is no dead letter ${letter}.`);
  const shown = expected(wholeLetterSchema, answer);
  const { comparison, destination, replays, discarded, attempts } = shown;
  const about = [shown.shopId, shown.caseId, shown.orderNumber].filter(Boolean).join(' ');
  const history = [
    ...attempts.map(({ failedAt, attempt, errorCode }) => [failedAt, `attempt ${attempt} failed`, errorCode]),
    ...replays.map(({ at, by, replayId }) => [at, `replayed by ${by}`, replayId]),
    ...(discarded ? [[discarded.at, `discarded by ${discarded.by}`, discarded.reason]] : []),
  ];
  const text = [
    `${letter} (${shown.kind.replaceAll('_', ' ')}, ${shown.state})${about && `, about ${about}`}`,
    `A replay: ${destination}; ${comparison.verdict.replaceAll('_', ' ')} (${comparison.because}).`,
    '',
    table(
      ['when', 'what', 'why'],
      history.toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
    ),
    '',
    JSON.stringify(shown.body, undefined, 2),
  ].join('\n');
  context.print({ text, value: shown }, json === true);
}

async function discardLetter(
  context: CommandContext,
  letter: string,
  { reason, json }: Readonly<{ reason: string; json?: true }>,
): Promise<void> {
  const answer = await connectedClient(context.connection()).post(`${pathOf(letter)}/discard`, { reason });
  if (answer.status === 404) throw usageFailure(`There is no dead letter ${letter}.`);
  if (answer.status === 409) throw usageFailure(`${letter} was replayed or is being replayed: see "show".`);
  const value = expected(discardedSchema, answer);
  context.print({ text: `${letter} is discarded.`, value }, json === true);
}

function pathOf(letter: string): string {
  const { queueName, letterId } = letterNamed(letter);
  return `/dead-letters/${encodeURIComponent(queueName)}/${encodeURIComponent(letterId)}`;
}
