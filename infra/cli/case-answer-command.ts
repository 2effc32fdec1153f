import { Argument, Command } from 'commander';
import * as z from 'zod';
import { type CaseAnswer, caseAnswers } from '../../shared/domain/case-answer.ts';
import type { ComparedOrders } from '../../shared/domain/case-question.ts';
import { orderNumberSchema } from '../../shared/stores/id-schemas.ts';
import { reasonSchema } from '../../shared/stores/refund-case-store.ts';
import { answerSentence, withOrders } from '../../shared/texts/answer-sentence.ts';
import { questionTexts } from '../../shared/texts/question-texts.ts';
import { amountText, refusalText, remedyText } from '../../shared/texts/refusal-text.ts';
import type { Reader } from '../../shared/texts/translated.ts';
import { caseQuestion } from '../openapi/answers/question-answer.ts';
import { type AvoirClient, expected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { table } from './listing.ts';
import { sendDecision } from './sent-decision.ts';

/** A case as far as its question goes. */
export const askingCaseSchema = z.looseObject({
  caseId: z.string(),
  orderNumber: orderNumberSchema,
  copyOrderNumber: orderNumberSchema.optional(),
  currency: z.string(),
  issuedAt: z.string(),
  reasons: z.array(reasonSchema).optional(),
  question: caseQuestion.optional(),
  answer: z.enum(caseAnswers).optional(),
  etag: z.string(),
});
type AskingCase = z.output<typeof askingCaseSchema>;

const answeredSchema = z.looseObject({ caseId: z.string(), answer: z.enum(caseAnswers), etag: z.string() });

const english: Reader = { language: 'en', locale: 'en' };

const examples = `
What each answer leads to stands in "avoir case CASE". An answer cannot be taken back; the same one again changes nothing.

  copy                the cancelled order was replaced by its cheaper copy: only the difference goes back
  real_cancellation   it was not: all that was not credited yet goes back
  let_pass            what the rules object to has its effects, as far as the order has it
  record_only         it is recorded, and nothing follows

Examples:
  avoir case answer cancellation:ORD00123 copy
  avoir case answer INV00038 record_only --shop online-retail --json
  avoir case answer INV00038 let_pass --seen TAG        only if it is still as "avoir case INV00038 --json" had it (etag)

Exit code: 0 answered, 2 the case does not wait for this answer, 3 it changed since it was seen, or a fault.`;

/** Where a case stands in the API. */
export const pathOfCase = (shop: string, caseId: string): string =>
  `/shops/${encodeURIComponent(shop)}/cases/${encodeURIComponent(caseId)}`;

/** `avoir case answer`: answers what a case asks, over the version that was seen. */
export function caseAnswerCommand(context: CommandContext): Command {
  return new Command('answer')
    .description('answer what a case asks: whether a copy took the place of its order, or what the rules object to')
    .argument('<caseId>', 'the case')
    .addArgument(new Argument('<answer>', 'what you answer').choices(caseAnswers))
    .option('--shop <shopId>', 'the shop', 'demo')
    .option('--seen <etag>', 'answer only if the case is still this version of it')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (caseId: string, answer: CaseAnswer, _: unknown, command: Command) => {
      const { shop, seen, json } = command.optsWithGlobals<{ shop: string; seen?: string; json?: true }>();
      const client = connectedClient(context.connection());
      const asked = await askingCase(client, shop, caseId);
      const value = await give(client, { shop, caseId, answer, seen: seen ?? asked.etag });
      context.print({ text: outcomeText(asked, answer), value }, json === true);
    });
}

async function askingCase(client: AvoirClient, shop: string, caseId: string): Promise<AskingCase> {
  const answer = await client.get(pathOfCase(shop, caseId));
  if (answer.status === 404) throw usageFailure(`There is no case ${caseId} in the shop ${shop}.`);
  return expected(askingCaseSchema, answer);
}

type Given = Readonly<{ shop: string; caseId: string; answer: CaseAnswer; seen: string }>;

async function give(client: AvoirClient, { shop, caseId, answer, seen }: Given) {
  const path = `${pathOfCase(shop, caseId)}/answer`;
  const sent = { path, body: { answer }, seen, lookAgain: `avoir case ${caseId}` };
  return expected(answeredSchema, await sendDecision(client, sent));
}

function outcomeText(asked: AskingCase, answer: CaseAnswer): string {
  if (asked.answer === answer) return `${asked.caseId} was answered so before: ${answer}.`;
  const foreseen = asked.question?.answers.find((each) => each.answer === answer);
  const sentence = foreseen === undefined ? '' : `\n${answerSentence(foreseen, english, asked)}`;
  return `${asked.caseId} is answered: ${answer}.${sentence}`;
}

/** What a case asks, what that rests on, and what each answer leads to; `undefined` where it waits for nobody. */
export function questionText(asked: AskingCase, shop: string): string | undefined {
  const { question, reasons = [], currency, caseId } = asked;
  if (question === undefined) return undefined;
  const { kind, orders, answers } = question;
  const objections = reasons.map((reason) => {
    const why = refusalText(reason, english, currency);
    return `- ${why} ${remedyText(reason, english)}`;
  });
  const ofShop = shop === 'demo' ? '' : ` --shop ${shop}`;
  return [
    withOrders(questionTexts[kind].asks, english, asked),
    ...(kind === 'objection' ? objections : []),
    ...(orders === undefined ? [] : ['', ordersText(orders, asked)]),
    '',
    table(
      ['answer', 'what follows'],
      answers.map((foreseen) => [foreseen.answer, answerSentence(foreseen, english, asked)]),
    ),
    '',
    `Answer it: avoir case answer ${caseId} ${answers.map(({ answer }) => answer).join('|')}${ofShop}`,
  ].join('\n');
}

function ordersText({ original, copy, articles }: ComparedOrders, { currency, issuedAt }: AskingCase): string {
  const amount = (minor: number): string => amountText(minor, english, currency);
  const parts = [
    ['shipping', original.shippingMinor, copy.shippingMinor],
    ['payment costs', original.paymentCostsMinor, copy.paymentCostsMinor],
    ['discount', -original.discountMinor, -copy.discountMinor],
  ] as const;
  return table(
    ['', 'pieces', original.orderNumber, copy.orderNumber],
    [
      ...articles.map(({ title, quantity, copyQuantity, originalMinor, copyMinor }) => [
        title,
        quantity === copyQuantity ? String(quantity) : `${quantity}, ${copyQuantity}`,
        amount(originalMinor),
        amount(copyMinor),
      ]),
      ...parts
        .filter(([, was, is]) => was !== 0 || is !== 0)
        .map(([part, was, is]) => [part, '', amount(was), amount(is)]),
      ['total', '', amount(original.totalMinor), amount(copy.totalMinor)],
      ['placed', '', original.placedAt, copy.placedAt],
      ['cancelled', '', issuedAt, ''],
    ],
  );
}
