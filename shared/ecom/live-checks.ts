/** One step on a live test shop: what to do, and what to write down. */
export type LiveCheck = Readonly<{
  name: string;
  steps: readonly string[];
  question: string;
  answers: readonly string[];
}>;

/**
 * What can only be found out on a live shop, ordered by the risk of being wrong. An answer is one of `answers`, or free
 * text where there are none.
 */
export const liveChecks = [
  {
    name: 'credit-post',
    steps: [
      'On a paid test order of two lines, send POST orders/{id}/credit with every switch said and Update inventory off.',
      'Note the answer, the sign of the total, the status of the new invoice and the types of its items.',
      "Look in the provider's portal whether money moved.",
    ],
    question: 'Did the credit note appear with the right total, and did no money move?',
    answers: ['as-assumed', 'money-moved', 'other'],
  },
  {
    name: 'credit-repeat',
    steps: ['Send the very same POST again.', 'Send one for more than was invoiced, and note the text of the refusal.'],
    question: 'What did the repetition do?',
    answers: ['second-credit-note', 'refused', 'other'],
  },
  {
    name: 'stock-switch',
    steps: [
      'With Retail linked, make one credit note with Update inventory on and one with it off.',
      'List the InventoryLog rows of the item: reason, saleID, automated, employeeID, and the time between rows.',
    ],
    question: 'Which rows did each of the two make?',
    answers: [],
  },
  {
    name: 'cancel-order',
    steps: [
      'Cancel a paid order by the button, another one by PUT status "cancelled".',
      'Compare gift-card balance, stock, e-mail, Retail refund, and the paymentStatus afterwards.',
    ],
    question: 'Do both do the same, and does the order stay "paid"?',
    answers: ['same', 'button-only', 'other'],
  },
  {
    name: 'credit-then-cancel',
    steps: ['Make a credit note with Update inventory on, then cancel the order.', 'Count the stock.'],
    question: 'Did the article come back once or twice?',
    answers: ['once', 'twice'],
  },
  {
    name: 'webhook-capture',
    steps: [
      'Register an address that keeps headers and bytes; make a credit note, cancel an order, set an invoice paid.',
      'Note the signature header and how it is made, the order and the duplicates, and what follows an answer of 500.',
    ],
    question: 'Is x-signature md5(raw body + API secret)?',
    answers: ['as-assumed', 'no-signature', 'other'],
  },
  {
    name: 'gift-card-payment',
    steps: ['Pay one order by gift card, one by card and provider.', 'Read giftCardsPayment and paymentData of both.'],
    question: 'Does an entry of giftCardsPayment say in "amount" what the card paid?',
    answers: ['as-assumed', 'other'],
  },
  {
    name: 'retail-reference',
    steps: [
      'Let the built-in link write a sale and a refund to Retail.',
      'Read referenceNumber and its source of both.',
    ],
    question: 'What stands in referenceNumber?',
    answers: [],
  },
  {
    name: 'second-currency',
    steps: ['Buy in a currency that is not the default one.', 'Read the amounts of the order and its invoice.'],
    question: "Are the amounts in the shop's own currency?",
    answers: ['as-assumed', 'other'],
  },
  {
    name: 'log-scope',
    steps: ['Ask for InventoryLog with each of the scopes that the pages name.'],
    question: 'Which scopes open InventoryLog?',
    answers: [],
  },
  {
    name: 'order-copy',
    steps: ['Duplicate a paid order, lower a price, mark the copy paid.', 'Compare paymentId and paymentData of both.'],
    question: 'Has the copy no paymentData of its own?',
    answers: ['as-assumed', 'other'],
  },
] as const satisfies readonly LiveCheck[];

/** Name of a live check. */
export type LiveCheckName = (typeof liveChecks)[number]['name'];
