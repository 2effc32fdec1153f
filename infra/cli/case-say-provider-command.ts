import { Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { isTaskId, partsOfTask } from '../../shared/domain/ids.ts';
import type { SaidRoute } from '../../shared/domain/payment-route.ts';
import { expected } from './avoir-client.ts';
import { pathOfCase } from './case-answer-command.ts';
import type { CommandContext } from './command-context.ts';
import { usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { sendDecision } from './sent-decision.ts';

const caseSchema = z.looseObject({ tasks: z.array(z.looseObject({ taskId: z.string(), etag: z.string() })) });
const saidSchema = z.looseObject({ taskId: z.string(), etag: z.string() });

const examples = `
Examples:
  avoir case say-provider CN-1~1 --portal stripe/main     somebody refunds it in this account's portal
  avoir case say-provider CN-1~1 --app mollie/main        the provider's app refunds it by itself
  avoir case say-provider CN-1~1 --by-hand                it goes back by bank transfer or in cash`;

type Account = Readonly<{ provider: string; account: string }>;
type Options = Readonly<{ shop: string; portal?: Account; app?: Account; byHand?: true; json?: true }>;

/** `avoir case say-provider`: who gives a payment back whose method the settings do not know, kept for that method. */
export function caseSayProviderCommand(context: CommandContext): Command {
  return new Command('say-provider')
    .description('say who gives a payment back, where nobody knew: it is asked once and kept for the method')
    .argument('<taskId>', 'the refund, as "avoir case" prints it')
    .addOption(new Option('--portal <provider/account>', 'a person, in this portal').argParser(accountArgument))
    .addOption(new Option('--app <provider/account>', "the provider's app, by itself").argParser(accountArgument))
    .addOption(new Option('--by-hand', 'by bank transfer or in cash').conflicts(['portal', 'app']))
    .option('--shop <shopId>', 'the shop', 'demo')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (taskId: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const body = routeOf(options);
      if (!isTaskId(taskId)) throw usageFailure(`${taskId} is no refund of a case; one looks like CN-1~1.`);
      const { caseId } = partsOfTask(taskId);
      const client = connectedClient(context.connection());
      const found = await client.get(pathOfCase(options.shop, caseId));
      if (found.status === 404) throw usageFailure(`There is no case ${caseId} in the shop ${options.shop}.`);
      const task = expected(caseSchema, found).tasks.find((each) => each.taskId === taskId);
      if (task === undefined) throw usageFailure(`The case ${caseId} has no refund ${taskId}.`);
      const path = `/shops/${encodeURIComponent(options.shop)}/refund-tasks/${encodeURIComponent(taskId)}/say-provider`;
      const sent = { path, body, seen: task.etag, lookAgain: `avoir case ${caseId}` };
      const value = expected(saidSchema, await sendDecision(client, sent));
      context.print({ text: `${taskId}: ${wordsOf(body)}.`, value }, options.json === true);
    });
}

function accountArgument(text: string): Account {
  const [, provider, account] = /^([^/\s]+)\/([^/\s]+)$/.exec(text) ?? [];
  if (provider === undefined || account === undefined)
    throw new InvalidArgumentError('An account like stripe/main is expected.');
  return { provider, account };
}

function routeOf({ portal, app, byHand }: Options): SaidRoute {
  if (byHand) return { refundMode: 'manual' };
  if (portal !== undefined && app === undefined) return { refundMode: 'portal', ...portal };
  if (app !== undefined && portal === undefined) return { refundMode: 'app', ...app };
  throw usageFailure('Say one of --portal, --app and --by-hand.');
}

const wordsOf = ({ refundMode, provider, account }: SaidRoute): string =>
  refundMode === 'manual'
    ? 'it is refunded by hand'
    : `it is refunded ${refundMode === 'app' ? 'by the app of' : 'in the portal of'} ${provider} (${account})`;
