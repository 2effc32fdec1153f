import { Command } from 'commander';
import * as z from 'zod';
import { toDecimalText } from '../../shared/domain/money.ts';
import { caseStandings } from '../../shared/domain/observed-case.ts';
import { expected } from './avoir-client.ts';
import { askingCaseSchema, caseAnswerCommand, pathOfCase, questionText } from './case-answer-command.ts';
import { furtherQuestionsSchema, furtherQuestionsText } from './case-questions.ts';
import { caseSayProviderCommand } from './case-say-provider-command.ts';
import { caseSettleCommand } from './case-settle-command.ts';
import type { CommandContext } from './command-context.ts';
import { usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { readList, table } from './listing.ts';
import { wholeNumber } from './tasks-command.ts';

const caseSchema = askingCaseSchema.extend(furtherQuestionsSchema.shape).extend({
  origin: z.string(),
  standing: z.enum(caseStandings),
  totalMinor: z.int(),
  shippingMinor: z.int(),
  paymentCostsMinor: z.int(),
  adjustmentMinor: z.int(),
  issuedAt: z.string(),
  dueOn: z.string(),
  notes: z.array(z.string()),
  lines: z.array(z.looseObject({ orderLineId: z.string(), sku: z.string(), quantity: z.int(), amountMinor: z.int() })),
});

const waitingSchema = z.looseObject({
  caseId: z.string(),
  standing: z.string(),
  orderNumber: z.string(),
  amount: z.string(),
  currency: z.string(),
  openedAt: z.string(),
});

const examples = `
Examples:
  avoir case CN-1001
  avoir case C536543/536365 --shop online-retail --json
  avoir case --waiting                                  those that wait for an answer
  avoir case answer cancellation:ORD00123 copy          answers what it asks
  avoir case say-provider CN-1~1 --portal stripe/main   says who refunds it
  avoir case settle DIFFERENCE ENDING                   says how a difference ended`;

type Options = Readonly<{ shop: string; waiting?: true; limit: number; json?: true }>;

/** `avoir case`: one refund case whole, its plan, its tasks and what it asks; those that wait for an answer; and the answers. */
export function caseCommand(context: CommandContext): Command {
  const show = new Command('case')
    .description('show one refund case: what comes back, what each payment gives back, and what it asks')
    .argument('[caseId]', "the shop's own id of the credit note, or cancellation:<order number>")
    .option('--shop <shopId>', 'the shop', 'demo')
    .option('--waiting', 'list the cases that wait for an answer, the first that did first')
    .option('--limit <number>', 'list at most so many', wholeNumber, 50)
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (caseId: string | undefined, options: Options) => {
      if (options.waiting) await listWaiting(context, options);
      else if (caseId === undefined) throw usageFailure('Name a case, or ask for those that wait: --waiting.');
      else await showCase(context, caseId, options);
    });
  for (const make of [caseAnswerCommand, caseSayProviderCommand, caseSettleCommand]) show.addCommand(make(context));
  return show;
}

async function showCase(context: CommandContext, caseId: string, { shop, json }: Options): Promise<void> {
  const answer = await connectedClient(context.connection()).get(pathOfCase(shop, caseId));
  if (answer.status === 404) throw usageFailure(`There is no case ${caseId} in the shop ${shop}.`);
  const refundCase = expected(caseSchema, answer);
  const question = questionText(refundCase, shop);
  const further = furtherQuestionsText(refundCase, shop);
  const text = [textOf(refundCase), ...(question === undefined ? [] : ['', question]), ...further].join('\n');
  context.print({ text, value: refundCase }, json === true);
}

async function listWaiting(context: CommandContext, { shop, limit, json }: Options): Promise<void> {
  const client = connectedClient(context.connection());
  const path = `/shops/${encodeURIComponent(shop)}/cases`;
  const { items, hasMore } = await readList(client, path, { waiting: 'true' }, waitingSchema, limit);
  const rows = items.map(({ caseId, orderNumber, amount, currency, standing, openedAt }) => [
    caseId,
    orderNumber,
    `${amount} ${currency}`,
    standing.replace('_', ' '),
    openedAt,
  ]);
  const more = hasMore ? '\nThere are more; see --limit.' : '';
  const text =
    items.length === 0
      ? 'No case waits for an answer.'
      : table(['case', 'order', 'amount', 'waits because', 'opened'], rows) + more;
  context.print({ text, value: { items, hasMore } }, json === true);
}

function textOf(refundCase: z.infer<typeof caseSchema>): string {
  const { caseId, origin, standing, orderNumber, currency, issuedAt, dueOn, notes, lines, tasks } = refundCase;
  const { totalMinor, shippingMinor, paymentCostsMinor, adjustmentMinor } = refundCase;
  const amount = (minor: number): string => `${toDecimalText({ minor, currency })} ${currency}`;
  const parts = [
    ['shipping', shippingMinor],
    ['payment costs', paymentCostsMinor],
    ['adjustment', adjustmentMinor],
  ] as const;
  return [
    `${caseId} (${origin.replace('_', ' ')}) of order ${orderNumber}: ${amount(totalMinor)}, ${standing.replace('_', ' ')}`,
    `issued ${issuedAt}, due ${dueOn}${notes.length > 0 ? `; ${notes.join(', ')}` : ''}`,
    '',
    table(
      ['line', 'article', 'pieces', 'amount'],
      [
        ...lines.map((line) => [line.orderLineId, line.sku, String(line.quantity), amount(line.amountMinor)]),
        ...parts.filter(([, minor]) => minor !== 0).map(([part, minor]) => ['', part, '', amount(minor)]),
      ],
    ),
    '',
    tasks.length === 0
      ? 'No refund task (yet).'
      : table(
          ['task', 'state', 'provider', 'amount'],
          tasks.map((task) => [
            task.taskId,
            'reason' in task.state ? `${task.state.name}: ${task.state.reason}` : task.state.name,
            task.provider ?? '',
            `${task.amount} ${currency}`,
          ]),
        ),
  ].join('\n');
}
