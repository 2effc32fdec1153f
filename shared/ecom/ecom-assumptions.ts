import type { LiveCheckName } from './live-checks.ts';

/** One thing that nobody has shown of eCom: what Avoir takes it to be, and which live check settles it (`avoir live-check`). */
export type EcomAssumption = Readonly<{ statement: string; settledByCheck: LiveCheckName }>;

/**
 * Everything about eCom that is assumed and not known, each in one place by name. What the code does with it refers here;
 * a check on a live shop that shows otherwise changes the constant that stands beside it.
 */
export const ecomAssumptions = {
  webhookSignature: {
    statement: 'The header x-signature is md5(raw body + API secret), in lower-case hexadecimal digits.',
    settledByCheck: 'webhook-capture',
  },
  orderAmountsInShopCurrency: {
    statement: "Amounts of orders and invoices are in the shop's own currency, whatever the visitor saw.",
    settledByCheck: 'second-currency',
  },
  creditNoteTotalSign: {
    statement: 'The total of a credit note may have either sign; its absolute value is the amount.',
    settledByCheck: 'credit-post',
  },
  invoiceItemTypes: {
    statement: 'Invoice items of type "shipment" are shipping, of type "payment" payment costs, all others articles.',
    settledByCheck: 'credit-post',
  },
  giftCardAmountField: {
    statement: 'An entry of giftCardsPayment says in "amount" what the card paid; without it the card paid all.',
    settledByCheck: 'gift-card-payment',
  },
  paidAtOfOrder: {
    statement: 'An order was paid when its first invoice that is paid was made: eCom shows no other time.',
    settledByCheck: 'gift-card-payment',
  },
  pricesAfterDiscount: {
    statement:
      'priceIncl of a line is after its own discount; what the parts of a discounted order exceed its total by is a discount on the whole order.',
    settledByCheck: 'credit-post',
  },
  paidInvoicesOfOrder: {
    statement: 'Unless an order is paid as a whole, what came in is the total of its invoices that are paid.',
    settledByCheck: 'cancel-order',
  },
  cancelledAtOfOrder: {
    statement: 'A cancelled order was cancelled at the latest when eCom last changed it: no other time is shown.',
    settledByCheck: 'cancel-order',
  },
  updateInventoryUntold: {
    statement: 'Whether Update inventory was on cannot be read from a credit note; the default of the shop holds.',
    settledByCheck: 'stock-switch',
  },
  copyKeepsNoPaymentData: {
    statement: 'A duplicated order carries no paymentData of its own: none, or that of the original.',
    settledByCheck: 'order-copy',
  },
  orderTouchedByItsDocuments: {
    statement: 'An order may keep its updatedAt when only an invoice or a return changes; the sweep lists all three.',
    settledByCheck: 'webhook-capture',
  },
  creditAnswer: {
    statement: 'What POST credit answers is not relied on: the new credit note is found by listing the invoices.',
    settledByCheck: 'credit-post',
  },
  creditMovesNoMoney: {
    statement: 'Making a credit note through the API makes no app of a provider refund by itself.',
    settledByCheck: 'credit-post',
  },
  creditNotRepeated: {
    statement: 'A second POST credit makes a second credit note.',
    settledByCheck: 'credit-repeat',
  },
} as const satisfies Readonly<Record<string, EcomAssumption>>;
