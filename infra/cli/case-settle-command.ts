import { Argument, Command } from 'commander';
import * as z from 'zod';
import { type DifferenceEnding, differenceEndings } from '../../shared/domain/difference.ts';
import { isDifferenceId, partsOfDifference } from '../../shared/domain/ids.ts';
import { difference } from '../openapi/answers/difference-answers.ts';
import { expected } from './avoir-client.ts';
import { pathOfCase } from './case-answer-command.ts';
import type { CommandContext } from './command-context.ts';
import { usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { sendDecision } from './sent-decision.ts';

const caseSchema = z.looseObject({ differences: z.array(difference) });
const settledSchema = z.looseObject({ differenceId: z.string(), state: z.enum(['open', 'settled']) });

const examples = `
How a difference may end stands in "avoir case CASE". It can be opened again in the console.

Examples:
  avoir case settle case~cancellation:ORD00123~gift_card_not_restored~1 store_credit_given
  avoir case settle case~CN-1~amount_mismatch~CN-1~1 customer_agreed_less --note "on the phone"`;

type Options = Readonly<{ shop: string; note?: string; json?: true }>;

/** `avoir case settle`: ends a difference of a case as a person found it. */
export function caseSettleCommand(context: CommandContext): Command {
  return new Command('settle')
    .description('settle a difference of a case, also whether a gift card has its balance back')
    .argument('<differenceId>', 'the difference, as "avoir case" prints it')
    .addArgument(new Argument('<ending>', 'how it ended').choices(differenceEndings))
    .option('--note <text>', 'what else is to be known')
    .option('--shop <shopId>', 'the shop', 'demo')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (differenceId: string, ending: DifferenceEnding, _: unknown, command: Command) => {
      const { shop, note, json } = command.optsWithGlobals<Options>();
      const about = isDifferenceId(differenceId) ? partsOfDifference(differenceId).about : undefined;
      if (about === undefined || !('caseId' in about))
        throw usageFailure(`${differenceId} is no difference of a case.`);
      const client = connectedClient(context.connection());
      const found = await client.get(pathOfCase(shop, about.caseId));
      if (found.status === 404) throw usageFailure(`There is no case ${about.caseId} in the shop ${shop}.`);
      const known = expected(caseSchema, found).differences.find((each) => each.differenceId === differenceId);
      if (known === undefined) throw usageFailure(`The case ${about.caseId} has no difference ${differenceId}.`);
      const path = `/shops/${encodeURIComponent(shop)}/differences/${encodeURIComponent(differenceId)}/settle`;
      const body = { ending, ...(note !== undefined && { note }) };
      const answer = await sendDecision(client, {
        path,
        body,
        seen: known.etag,
        lookAgain: `avoir case ${about.caseId}`,
      });
      const value = settledSchema.parse(answer.body);
      const text =
        answer.status === 202
          ? `${differenceId} waits for a second person to say the same.`
          : `${differenceId} is settled: ${ending}.`;
      context.print({ text, value }, json === true);
    });
}
