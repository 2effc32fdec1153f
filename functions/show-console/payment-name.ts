import type { Payment } from '../../shared/domain/order.ts';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import type { Visit } from './page.ts';

/** What a payment of an order is called: its provider, a gift card, or the method that the customer saw where no provider has it. */
export function paymentName(
  { say }: Pick<Visit, 'say'>,
  { kind, provider, account, method }: Pick<Payment, 'kind' | 'provider' | 'account' | 'method'>,
): string {
  if (kind === 'gift_card') return say(casePageTexts.gift_card);
  if (provider === undefined) return method ?? say(casePageTexts.without_provider);
  return account === undefined ? providerName(provider) : `${providerName(provider)} (${account})`;
}
