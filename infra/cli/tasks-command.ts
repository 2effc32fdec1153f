import { Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import type { CommandContext } from './command-context.ts';
import { connectedClient } from './connection.ts';
import { readList, table } from './listing.ts';

const taskSchema = z.looseObject({
  taskId: z.string(),
  state: z.object({ name: z.string(), reason: z.string().optional() }),
  provider: z.string().optional(),
  account: z.string().optional(),
  amount: z.string(),
  currency: z.string(),
  dueOn: z.string(),
  isOverdue: z.boolean(),
  locateBy: z.looseObject({
    orderNumber: z.string(),
    orderValue: z.string(),
    customerName: z.string().optional(),
    transactionDate: z.string().optional(),
  }),
});

const examples = `
Examples:
  avoir tasks                          refunds that are still to be made in the shop demo
  avoir tasks --overdue --json         those past their due date, for another program
  avoir tasks --shop online-retail --provider stripe --limit 200`;

type Options = Readonly<{
  shop: string;
  state?: string;
  overdue?: true;
  provider?: string;
  limit: number;
  json?: true;
}>;

/** `avoir tasks`: the refunds still to be made, with what locates each transaction at its provider. */
export function tasksCommand(context: CommandContext): Command {
  return new Command('tasks')
    .description('list the refund tasks that are open, the one to be looked at soonest first')
    .option('--shop <shopId>', 'the shop', 'demo')
    .addOption(new Option('--state <state>', 'only tasks in this state').choices(['awaiting_refund', 'on_hold']))
    .option('--overdue', 'only tasks past their due date')
    .option('--provider <provider>', 'only tasks of this provider')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (options: Options) => {
      const path = `/shops/${encodeURIComponent(options.shop)}/refund-tasks`;
      const filter = { state: options.state, overdue: options.overdue && 'true', provider: options.provider };
      const { items, hasMore } = await readList(
        connectedClient(context.connection()),
        path,
        filter,
        taskSchema,
        options.limit,
      );
      const headings = ['task', 'state', 'provider', 'amount', 'due', 'order', 'value', 'customer', 'paid'];
      const rows = items.map(({ taskId, state, provider, account, amount, currency, dueOn, isOverdue, locateBy }) => [
        taskId,
        [state.name, state.reason].filter(Boolean).join(': '),
        [provider, account].filter(Boolean).join('/'),
        `${amount} ${currency}`,
        isOverdue ? `${dueOn} !` : dueOn,
        locateBy.orderNumber,
        locateBy.orderValue,
        locateBy.customerName ?? '',
        locateBy.transactionDate?.slice(0, 10) ?? '',
      ]);
      const more = hasMore ? `\nThere are more; see --limit.` : '';
      const text = items.length === 0 ? 'No such task.' : table(headings, rows) + more;
      context.print({ text, value: { items, hasMore } }, options.json === true);
    });
}

/** A positive whole number of an option; anything else is wrong usage. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
}
