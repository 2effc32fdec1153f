import { secondsAfter } from '../domain/instants.ts';
import type { RefundTaskFacts } from '../domain/refund-task.ts';
import { dayInShop } from '../domain/shop-day.ts';
import { ProviderRefusedError, ProviderUnavailableError } from '../providers/provider-errors.ts';
import type { ProviderQuestions, SpanQuestion } from '../providers/provider-words.ts';
import { addCoverage, type CoveredAccount } from '../stores/coverage-store.ts';
import { type AskProviderDependencies, askForPayments, askProvider } from './ask-provider.ts';
import type { ReconciledShop } from './reconciled-shop.ts';

/** Why a provider was not asked about a task, or did not answer. */
export const notAskedReasons = [
  'payment_not_located',
  'provider_cannot_be_asked',
  'provider_unavailable',
  'provider_refused',
] as const;
export type NotAskedReason = (typeof notAskedReasons)[number];

/** A transaction may be a day off by time zone, and another by when it was booked (design §4). */
const secondsAround = 36 * 3600;

/**
 * Asks the provider of a task's payment what became of it, or where its id is not known for the payments of its day; and
 * keeps what it says, nothing is matched yet. Throws nothing of the provider's: whoever asks goes on without an answer, and
 * says so or asks again later.
 */
export async function askAboutTask(
  dependencies: AskProviderDependencies,
  shop: Pick<ReconciledShop, 'shopId' | 'providers' | 'timeZone'>,
  { located, payment }: Pick<RefundTaskFacts, 'located' | 'payment'>,
): Promise<'answered' | NotAskedReason> {
  const { shopId, providers } = shop;
  const provider = located?.provider ?? payment.provider;
  const account = located?.account ?? payment.account;
  if (provider === undefined || account === undefined) return 'payment_not_located';
  const isOurs = providers.some((each) => each.provider === provider && each.account === account);
  const questions = dependencies.questionsOf(provider);
  if (!isOurs || questions === undefined) return 'provider_cannot_be_asked';
  const question = questionAbout(located?.paymentId ?? payment.providerPaymentId, payment, questions);
  if (question === undefined) return 'payment_not_located';
  const at = { shopId, provider, account };
  try {
    if ('paymentId' in question) await askProvider(dependencies, { ...at, question });
    else {
      await askForPayments(dependencies, { ...at, question });
      await noteCoverage(dependencies, shop, at, { question, paidAt: payment.paidAt });
    }
    return 'answered';
  } catch (error) {
    if (error instanceof ProviderUnavailableError) return 'provider_unavailable';
    if (error instanceof ProviderRefusedError) return 'provider_refused';
    throw error;
  }
}

// What a list shows late: PayPal's search up to three hours (facts §1b), the longest that is known.
const secondsLate = 3 * 3600;

/** The day of a payment was seen whole, once a list of it can be late no longer: what is not in it is not there. */
async function noteCoverage(
  { table, clock }: AskProviderDependencies,
  { shopId, timeZone }: Pick<ReconciledShop, 'shopId' | 'timeZone'>,
  account: CoveredAccount,
  { question, paidAt }: Readonly<{ question: SpanQuestion; paidAt: string | undefined }>,
): Promise<void> {
  if (paidAt === undefined || secondsAfter(question.to, secondsLate) > clock.now()) return;
  const day = dayInShop(paidAt, timeZone);
  await addCoverage(table, shopId, account, { channel: 'poll', span: { from: day, until: day } });
}

function questionAbout(
  paymentId: string | undefined,
  { paidAt }: RefundTaskFacts['payment'],
  { paymentsOf }: ProviderQuestions,
): Readonly<{ paymentId: string }> | SpanQuestion | undefined {
  if (paymentId !== undefined) return { paymentId };
  if (paymentsOf === undefined || paidAt === undefined) return undefined;
  return { from: secondsAfter(paidAt, -secondsAround), to: secondsAfter(paidAt, secondsAround) };
}
