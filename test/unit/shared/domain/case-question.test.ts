import { beforeEach, describe, expect, it } from 'vitest';
import { answerCase } from '../../../../functions/answer-case/answer-case.ts';
import { type CaseAnswer, caseAnswers, mayAnswer } from '../../../../shared/domain/case-answer.ts';
import type { CaseQuestion } from '../../../../shared/domain/case-question.ts';
import type { CaseId } from '../../../../shared/domain/ids.ts';
import type { ObservedOrder } from '../../../../shared/domain/observed-order.ts';
import { comparedArticles } from '../../../../shared/domain/order-copy.ts';
import { answerSentence } from '../../../../shared/texts/answer-sentence.ts';
import { readCaseView } from '../../../../shared/views/case-view.ts';
import { viewedShop } from '../../../../shared/views/viewed-shop.ts';
import { cancellation, copyCandidate, copyOrder } from '../../../support/copied-orders.ts';
import { anObservedCreditNote } from '../../../support/observed-orders.ts';
import { aLine, anOrder, aPayment, aShop, id } from '../../../support/orders.ts';
import { readingsOfOneOrder } from '../../../support/readings.ts';

let ecom: ReturnType<typeof readingsOfOneOrder>;
beforeEach(() => {
  ecom = readingsOfOneOrder();
});

const cancelCase = id.refundCase('cancellation:ORD00123');
const noteCase = id.refundCase('INV00038');
const shop = aShop();
const copied: Partial<ObservedOrder> = { cancellation, copyCandidates: [copyCandidate] };
const threeMugs = anObservedCreditNote({
  totalMinor: 3000,
  lines: [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }],
});

async function seen(caseId: CaseId) {
  const view = await readCaseView(ecom.table, viewedShop(ecom.shopId, shop, ecom.clock.now()), caseId, shop);
  if (view === undefined) throw new Error('There is no such case.');
  return view;
}

function foreseen(question: CaseQuestion | undefined, answer: CaseAnswer) {
  const found = question?.answers.find((each) => each.answer === answer);
  if (found === undefined) throw new Error(`It does not ask for ${answer}.`);
  return found;
}

/** What a reader is told that an answer leads to. */
async function says(caseId: CaseId, answer: CaseAnswer, language: 'en' | 'fr' = 'en') {
  const view = await seen(caseId);
  const reader = { language, locale: language === 'en' ? 'en-IE' : 'fr-FR' };
  return answerSentence(foreseen(view.question, answer), reader, view);
}

describe('the question of a case', () => {
  it.each(caseAnswers)('tells of "%s" before it is given what follows once it is', async (answer) => {
    const isCopy = mayAnswer({ standing: 'copy_suspected' }, answer);
    const caseId = isCopy ? cancelCase : noteCase;
    await ecom.record(isCopy ? copied : { creditNotes: [threeMugs] });
    const { payments, restockedPieces } = foreseen((await seen(caseId)).question, answer);
    await answerCase(ecom, { shopId: ecom.shopId, shop, caseId, answer, by: 'anna', seen: '*' });
    await ecom.openTasks();
    const view = await seen(caseId);
    const isOpen = view.standing === 'open';
    expect(view).toMatchObject({ question: undefined, answer });
    expect(payments).toEqual(isOpen ? view.payments : []);
    expect(view.tasks.map(({ amountMinor }) => amountMinor)).toEqual(payments.map(({ amountMinor }) => amountMinor));
    const restocked = view.lines.filter(({ restock }) => isOpen && restock);
    expect(restockedPieces).toBe(restocked.reduce((sum, { quantity }) => sum + quantity, 0));
  });

  it('shows the cancelled order beside its copy: what became cheaper, and when', async () => {
    await ecom.record(copied);
    expect((await seen(cancelCase)).question).toMatchObject({
      kind: 'copy',
      orders: {
        original: {
          orderNumber: 'ORD00123',
          placedAt: '2026-11-02T14:59:00.000Z',
          shippingMinor: 500,
          totalMinor: 2500,
        },
        copy: { orderNumber: 'ORD00124', placedAt: '2026-11-12T08:30:00.000Z', shippingMinor: 200, totalMinor: 2200 },
        articles: [{ title: 'Mug', quantity: 2, copyQuantity: 2, originalMinor: 2000, copyMinor: 2000 }],
        differenceMinor: 300,
      },
    });
  });

  it('says in one sentence what each answer does to money, stock and payment, in both languages', async () => {
    await ecom.record(copied);
    expect(await says(cancelCase, 'copy')).toBe(
      'Only the difference goes back: €3.00 to refund in the portal of PayPal; the stock stays as it is; the other €22.00 of the payment count for ORD00124 from then on.',
    );
    expect(await says(cancelCase, 'real_cancellation')).toBe(
      'All that was not credited yet goes back: €25.00 to refund in the portal of PayPal; pieces that come back to stock: 2.',
    );
    expect(await says(cancelCase, 'copy', 'fr')).toBe(
      'Seule la différence est rendue\u00a0: 3,00\u00a0€ à rembourser dans le portail en ligne de PayPal\u00a0; les stocks restent inchangés\u00a0; le reste du paiement, 22,00\u00a0€, compte désormais pour ORD00124.',
    );
  });

  it('names each payment of an order that several paid', async () => {
    const payments = [
      aPayment({ amountMinor: 1500 }),
      aPayment({
        kind: 'gift_card',
        method: undefined,
        provider: undefined,
        providerPaymentId: undefined,
        amountMinor: 1000,
      }),
    ];
    await ecom.record({ ...copied, order: anOrder({ payments }) });
    expect(await says(cancelCase, 'real_cancellation')).toContain(
      '€15.00 to refund in the portal of PayPal and €10.00 on the gift card',
    );
  });

  it('says that no stock is raised where Update inventory was off', async () => {
    await ecom.record({ ...copied, cancellation: { ...cancellation, updateInventory: false } });
    expect(await says(cancelCase, 'real_cancellation')).toContain('the stock stays as it is');
  });

  it('offers no answer that would be refused, and says why', async () => {
    await ecom.record({
      ...copied,
      order: anOrder({ payments: [aPayment({ currency: 'USD', orderAmountMinor: 2500 })] }),
    });
    expect(foreseen((await seen(cancelCase)).question, 'copy').obstacle).toBe('other_currency');
    const given = { shopId: ecom.shopId, shop, caseId: cancelCase, by: 'anna', seen: '*' } as const;
    expect(await answerCase(ecom, { ...given, answer: 'copy' })).toEqual({ kind: 'not_possible' });
    expect(await says(cancelCase, 'copy')).toContain('another currency');
    expect(foreseen((await seen(cancelCase)).question, 'real_cancellation').obstacle).toBeUndefined();
  });

  it('compares an article that only one of the orders has', () => {
    expect(comparedArticles(anOrder(), { ...copyOrder, lines: [aLine({ sku: 'BOWL', title: 'Bowl' })] })).toEqual([
      { title: 'Mug', quantity: 2, copyQuantity: 0, originalMinor: 2000, copyMinor: 0 },
      { title: 'Bowl', quantity: 0, copyQuantity: 2, originalMinor: 0, copyMinor: 2000 },
    ]);
  });
});
