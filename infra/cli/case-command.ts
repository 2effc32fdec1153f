import { Command } from 'commander';
import * as z from 'zod';
import { toDecimalText } from '../../shared/domain/money.ts';
import { expected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { table } from './listing.ts';

const caseSchema = z.looseObject({
  caseId: z.string(),
  origin: z.string(),
  orderNumber: z.string(),
  currency: z.string(),
  totalMinor: z.int(),
  shippingMinor: z.int(),
  paymentCostsMinor: z.int(),
  adjustmentMinor: z.int(),
  issuedAt: z.string(),
  dueOn: z.string(),
  notes: z.array(z.string()),
  lines: z.array(z.looseObject({ orderLineId: z.string(), sku: z.string(), quantity: z.int(), amountMinor: z.int() })),
  tasks: z.array(
    z.looseObject({
      taskId: z.string(),
      state: z.object({ name: z.string(), reason: z.string().optional() }),
      provider: z.string().optional(),
      amount: z.string(),
    }),
  ),
});

const examples = `
Examples:
  avoir case CN-1001
  avoir case C536543/536365 --shop online-retail --json`;

/** `avoir case`: one refund case whole, its plan and its tasks. */
export function caseCommand(context: CommandContext): Command {
  return new Command('case')
    .description('show one refund case: what comes back, and what each payment gives back')
    .argument('<caseId>', "the shop's own id of the credit note, or cancellation:<order number>")
    .option('--shop <shopId>', 'the shop', 'demo')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (caseId: string, options: Readonly<{ shop: string; json?: true }>) => {
      const path = `/shops/${encodeURIComponent(options.shop)}/cases/${encodeURIComponent(caseId)}`;
      const answer = await connectedClient(context.connection()).get(path);
      if (answer.status === 404) throw usageFailure(`There is no case ${caseId} in the shop ${options.shop}.`);
      const refundCase = expected(caseSchema, answer);
      context.print({ text: textOf(refundCase), value: refundCase }, options.json === true);
    });
}

function textOf(refundCase: z.infer<typeof caseSchema>): string {
  const { caseId, origin, orderNumber, currency, issuedAt, dueOn, notes, lines, tasks } = refundCase;
  const { totalMinor, shippingMinor, paymentCostsMinor, adjustmentMinor } = refundCase;
  const amount = (minor: number): string => `${toDecimalText({ minor, currency })} ${currency}`;
  const parts = [
    ['shipping', shippingMinor],
    ['payment costs', paymentCostsMinor],
    ['adjustment', adjustmentMinor],
  ] as const;
  return [
    `${caseId} (${origin.replace('_', ' ')}) of order ${orderNumber}: ${amount(totalMinor)}`,
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
            [task.state.name, task.state.reason].filter(Boolean).join(': '),
            task.provider ?? '',
            `${task.amount} ${currency}`,
          ]),
        ),
  ].join('\n');
}
