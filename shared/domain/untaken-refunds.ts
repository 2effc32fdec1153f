import { mayRefundByItself } from './dangerous-settings.ts';
import type { PaymentRoute } from './payment-route.ts';
import type { RefundTaskFacts, TaskStateName } from './refund-task.ts';

/** An account at a provider where refunds appear that nobody took, and how many of how many. */
export type UntakenRefunds = Readonly<{ provider: string; account: string; untakenCount: number; count: number }>;

/** A refund as far as it tells who made it. */
type RefundToTell = Readonly<{
  facts: Pick<RefundTaskFacts, 'taken' | 'report'> & Readonly<{ payment: PaymentRoute }>;
  state: Readonly<{ name: TaskStateName }>;
}>;

// One or two are made in a hurry; from the third on the app is the likelier reason.
const fewest = 3;

/**
 * Where refunds keep appearing that a person should have made and nobody said to make: perhaps the provider's app makes
 * them by itself, and whoever takes the next one pays twice. Only of providers whose app can (facts ecom-and-retail §3).
 */
export function untakenRefundsOf(tasks: readonly RefundToTell[]): readonly UntakenRefunds[] {
  const seen = tasks.filter(
    ({ facts: { payment }, state }) =>
      state.name === 'matched' &&
      payment.refundMode === 'portal' &&
      payment.provider !== undefined &&
      mayRefundByItself(payment.provider),
  );
  const byAccount = Map.groupBy(seen, ({ facts: { payment } }) => `${payment.provider} ${payment.account}`);
  return [...byAccount.values()].flatMap((all) => {
    const { provider, account = '' } = all[0]?.facts.payment ?? {};
    const untakenCount = all.filter(({ facts }) => facts.taken === undefined && facts.report === undefined).length;
    if (provider === undefined || untakenCount < fewest) return [];
    return [{ provider, account, untakenCount, count: all.length }];
  });
}
