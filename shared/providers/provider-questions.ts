import { klarnaQuestions } from './klarna/klarna-questions.ts';
import { mollieQuestions } from './mollie/mollie-questions.ts';
import { paypalQuestions } from './paypal/paypal-questions.ts';
import type { ProviderQuestions } from './provider-words.ts';
import { stripeQuestions } from './stripe/stripe-questions.ts';

const questions: Readonly<Record<string, ProviderQuestions>> = {
  klarna: klarnaQuestions,
  mollie: mollieQuestions,
  paypal: paypalQuestions,
  stripe: stripeQuestions,
};

/** How a provider is asked; `undefined` for one that cannot be, as Adyen, or that is not known. */
export const questionsOf = (provider: string): ProviderQuestions | undefined =>
  Object.hasOwn(questions, provider) ? questions[provider] : undefined;
