/**
 * What we take Retail to do without having found it written, each to be checked on a live shop and changed in
 * {@link retailAssumptions} alone. What changes when one turns out to be wrong stands with it.
 */
export type RetailAssumptions = Readonly<{
  /** An open refund sale moves no stock and gives no credit. If not, nothing can be drafted: the client refuses to. */
  openSaleMovesNothing: boolean;
  /** Completing a completed sale books nothing twice. If not, a sale is read before it is completed. */
  completingTwiceIsHarmless: boolean;
  /** An open sale can be archived. If not, an orphaned draft is left open. */
  openSaleCanBeArchived: boolean;
  /** An open sale keeps the payment it was drafted with. If not, the payment is sent along with the completion. */
  openSaleKeepsItsPayment: boolean;
  /**
   * Cancelling an order in eCom gives a gift card its part back by a payment of that type below zero, which Retail lists
   * by its type and time. If not, a person is asked about each card at once.
   */
  restoredCardIsNegativePayment: boolean;
  /** The encoding that the token endpoint takes. JSON is documented too, but was reported not to work for some. */
  tokenRequestFormat: 'form' | 'json';
}>;

/** The assumptions that hold until a live shop says otherwise. */
export const retailAssumptions: RetailAssumptions = {
  openSaleMovesNothing: true,
  completingTwiceIsHarmless: true,
  openSaleCanBeArchived: true,
  openSaleKeepsItsPayment: true,
  restoredCardIsNegativePayment: true,
  tokenRequestFormat: 'form',
};

/** Retail's word for the payment type that stands for the eCom shop (found); its id differs from account to account. */
export const ecomPaymentType = 'ecom';

/** Retail's word for the payment type of gift cards (found); its id differs from account to account. */
export const giftCardPaymentType = 'gift card';

/** Reason of the log row that a completed refund sale writes for each line; reads "Returned to stock by refunding". */
export const returnedByRefunding = 'RefundAddInventory';

/**
 * How a reason of the inventory log reads for an operator in Retail: the API says code words, the screen says these.
 * That a correction by an API client is logged as a manual adjustment without a sale is an assumption.
 */
export function reasonText(reason: string, quantityChange: number): string {
  if (reason === returnedByRefunding) return 'Returned to stock by refunding';
  if (apiCorrectionReasons.has(reason)) return quantityChange < 0 ? 'API removed' : 'API added';
  return reason;
}

/** Reasons under which a quantity that an API client wrote is logged (an assumption; the sample shows the last one). */
export const apiCorrectionReasons: ReadonlySet<string> = new Set([
  'ManualQuantityAdjustment',
  'BusinessProcessAddInventory',
  'BusinessProcessRemoveInventory',
  'manualAdjustQOH',
]);
