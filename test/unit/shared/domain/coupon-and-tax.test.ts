import { describe, expect, it } from 'vitest';
import { decideCreditNote } from '../../../../shared/domain/credit-note.ts';
import type { Order } from '../../../../shared/domain/order.ts';
import { emptyLedger } from '../../../../shared/domain/order-ledger.ts';
import { noteOf } from '../../../support/order-arbitraries.ts';
import { aLine, anOrder, aPayment, aShop, id } from '../../../support/orders.ts';

/** Three lines for 10.00, 7.77 and 3.33 with a coupon of 5.00, which divides evenly over none of them, and shipping. */
const withCoupon = anOrder({
  lines: [
    aLine({ orderLineId: '1', quantity: 1, totalMinor: 1000 }),
    aLine({ orderLineId: '2', quantity: 1, totalMinor: 777 }),
    aLine({ orderLineId: '3', quantity: 1, totalMinor: 333 }),
  ],
  discountMinor: 500,
  shippingMinor: 495,
  payments: [aPayment({ amountMinor: 2105 })],
});

type Step = '1' | '2' | '3' | 'shipping';

const permutationsOf = (steps: readonly Step[]): readonly (readonly Step[])[] =>
  steps.length === 0
    ? [[]]
    : steps.flatMap((step) => permutationsOf(steps.filter((other) => other !== step)).map((rest) => [step, ...rest]));

function giveBack(order: Order, steps: readonly Step[]): readonly number[] {
  let ledger = emptyLedger;
  return steps.map((step, index) => {
    const request =
      step === 'shipping' ? { refundShipping: true } : { lines: [{ orderLineId: id.line(step), quantity: 1 }] };
    const decision = decideCreditNote(order, ledger, aShop(), noteOf(`CN-${index}`, request));
    if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
    ledger = decision.ledger;
    return decision.plan.totalMinor;
  });
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe('a coupon over three lines', () => {
  it.each(permutationsOf(['1', '2', '3', 'shipping']))(
    'ends at exactly what was paid when %s, %s, %s and %s come back one by one',
    (...steps) => {
      expect(sum(giveBack(withCoupon, steps))).toBe(2105);
    },
  );

  it.each(permutationsOf(['1', '2', '3']))(
    'leaves the shipping alone when only %s, %s and %s come back',
    (...steps) => {
      expect(sum(giveBack(withCoupon, steps))).toBe(1610);
    },
  );

  it('takes from each line its share of the coupon, whichever comes first', () => {
    expect(giveBack(withCoupon, ['1', '2', '3'])).toEqual([763, 593, 254]);
    expect(giveBack(withCoupon, ['3', '2', '1'])).toEqual([254, 593, 763]);
  });
});

describe('tax', () => {
  const planOf = (order: Order) => {
    const decision = decideCreditNote(order, emptyLedger, aShop(), noteOf('CN-1', { refundShipping: true }));
    if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
    return decision.plan;
  };

  it('is in every amount, whether the shop shows its prices with it, without it, or the VAT was shifted', () => {
    const shown = [true, false, undefined].map((pricesIncludeTax) => planOf(anOrder({ pricesIncludeTax })));
    expect(shown.map(({ totalMinor }) => totalMinor)).toEqual([500, 500, 500]);
  });

  it('of the shipping is in what the customer paid for it, and comes back with it whatever its rate is', () => {
    // Articles with 6 % and shipping with 21 % tax: 5.00 + 1.05.
    const order = anOrder({ shippingMinor: 605, payments: [aPayment({ amountMinor: 2605 })] });
    expect(planOf(order)).toMatchObject({ shippingMinor: 605, totalMinor: 605 });
  });
});
