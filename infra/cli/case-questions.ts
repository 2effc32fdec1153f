import * as z from 'zod';
import { differenceTexts, endingTextOf } from '../../shared/texts/difference-texts.ts';
import { difference } from '../openapi/answers/difference-answers.ts';
import { taskState } from '../openapi/answers/task-answers.ts';
import { table } from './listing.ts';

/** What a case asks beside its own question: who gives its refunds back, and how its differences end. */
export const furtherQuestionsSchema = z.object({
  tasks: z.array(
    z.looseObject({
      taskId: z.string(),
      state: taskState,
      provider: z.string().optional(),
      method: z.string().optional(),
      amount: z.string(),
      etag: z.string(),
      asksWhetherRefunded: z.boolean(),
    }),
  ),
  differences: z.array(difference),
});
type FurtherQuestions = z.output<typeof furtherQuestionsSchema>;

/** These questions with the commands that answer them; nothing where nobody is asked. */
export function furtherQuestionsText({ tasks, differences }: FurtherQuestions, shop: string): readonly string[] {
  const ofShop = shop === 'demo' ? '' : ` --shop ${shop}`;
  const open = differences.filter(({ state }) => state === 'open');
  return [
    ...tasks.flatMap((task) => routeQuestion(task, ofShop)),
    ...open.flatMap(({ differenceId, reason, endings }) => [
      '',
      `${differenceTexts[reason].en}. How did it end?`,
      table(
        ['ending', 'what it says'],
        endings.map((ending) => [ending, endingTextOf(reason, ending).en]),
      ),
      `Settle it: avoir case settle ${differenceId} ENDING${ofShop}`,
    ]),
  ];
}

function routeQuestion(
  { taskId, state, method, asksWhetherRefunded }: FurtherQuestions['tasks'][number],
  ofShop: string,
): readonly string[] {
  if (state.name === 'on_hold' && state.reason === 'provider_unknown') {
    const byMethod = method === undefined ? '' : ` (${method})`;
    return [
      '',
      `Nobody said yet who refunds this payment method${byMethod}. It is asked once and kept for later payments.`,
      `Say it: avoir case say-provider ${taskId} --portal PROVIDER/ACCOUNT, --app PROVIDER/ACCOUNT or --by-hand${ofShop}`,
    ];
  }
  if (!asksWhetherRefunded) return [];
  return [
    '',
    'Was the Refund switch of the credit note on in eCom? Only then eCom has refunded it.',
    `If it was off: avoir case say-provider ${taskId} --by-hand${ofShop}`,
  ];
}
