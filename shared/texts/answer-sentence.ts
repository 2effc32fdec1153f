import type { CaseAnswer } from '../domain/case-answer.ts';
import type { ForeseenAnswer } from '../domain/case-question.ts';
import type { PlannedPayment } from '../domain/refund-plan.ts';
import { providerName } from './provider-texts.ts';
import { answerTexts, moneyOutcomeTexts, obstacleTexts, outcomeTexts, paymentOutcomeTexts } from './question-texts.ts';
import { amountText } from './refusal-text.ts';
import { inLanguage, type Reader, type Translated } from './translated.ts';

/** The case that is answered, as far as a text names it. */
export type AnsweredCaseNames = Readonly<{
  orderNumber: string;
  copyOrderNumber?: string | undefined;
  currency: string;
}>;

/** A text with the numbers of the orders that it names. */
export const withOrders = (
  text: Translated,
  reader: Reader,
  { orderNumber, copyOrderNumber = '–' }: Pick<AnsweredCaseNames, 'orderNumber' | 'copyOrderNumber'>,
): string => inLanguage(text, reader).replaceAll('{order}', orderNumber).replaceAll('{copy}', copyOrderNumber);

/** An answer as it stands on its button. */
export const answerText = (answer: CaseAnswer, reader: Reader, names: AnsweredCaseNames): string =>
  withOrders(answerTexts[answer], reader, names);

/** What follows from an answer, in one sentence: the money by payment, the stock, and for a copy its payment; or why it cannot be given. */
export function answerSentence(foreseen: ForeseenAnswer, reader: Reader, names: AnsweredCaseNames): string {
  const { answer, obstacle, payments, restockedPieces, passedOnMinor } = foreseen;
  const say = (text: Translated): string => withOrders(text, reader, names);
  if (obstacle !== undefined) return say(obstacleTexts[obstacle]);
  const money =
    payments.length === 0
      ? say(outcomeTexts.no_money)
      : say(moneyOutcomeTexts[answer]).replace('{parts}', paymentsText(payments, reader, names.currency));
  const stock =
    restockedPieces === 0
      ? say(outcomeTexts.no_stock)
      : say(outcomeTexts.stock).replace('{count}', String(restockedPieces));
  const rest = amountText(passedOnMinor, reader, names.currency);
  const parts = [
    money,
    stock,
    ...(passedOnMinor > 0 ? [say(outcomeTexts.passes).replace('{amount}', rest)] : []),
    ...(answer === 'record_only' ? [say(outcomeTexts.only_recorded)] : []),
  ];
  return `${parts.join(say(outcomeTexts.semicolon))}.`;
}

function paymentsText(payments: readonly PlannedPayment[], reader: Reader, currency: string): string {
  const texts = payments.map(({ kind, refundMode, provider, amountMinor }) =>
    inLanguage(paymentOutcomeTexts[kind === 'gift_card' ? 'gift_card' : refundMode], reader)
      .replace('{amount}', amountText(amountMinor, reader, currency))
      .replace('{provider}', provider === undefined ? '–' : providerName(provider)),
  );
  return new Intl.ListFormat(reader.locale, { type: 'conjunction' }).format(texts);
}
