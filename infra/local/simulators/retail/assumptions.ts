/**
 * What no public source says about Retail, one switch each. The defaults are the most plausible reading; all of them
 * are to be checked on a live shop.
 */
export type RetailAssumptions = Readonly<{
  /** An open refund sale moves stock when it is made, not when it is completed. */
  openRefundMovesStock: boolean;
  /** Completing a completed sale answers as the first time did and changes nothing; otherwise it is refused. */
  completingTwiceIsHarmless: boolean;
  /** A sale that is not completed can be archived. */
  openSaleCanBeArchived: boolean;
  /** The payments sent with an open sale are kept for its completion. (The reference says both: the page of a sale that an open one has none, the page of a refund that one is made with them.) */
  openSaleKeepsPayments: boolean;
  /** An open refund of a sold line already counts as refunded. */
  openRefundReservesSoldLine: boolean;
  /** Decimals of a unit price that are kept. */
  unitPriceDecimals: number;
  /** How the units of one refund line show in the log. */
  refundRows: 'one_per_line' | 'one_per_unit';
  /** What the log says of a row that the API's absolute write of a quantity made. */
  quantityWriteIsAutomated: boolean;
  /** Code words of the log, by what made the row. */
  reasons: Readonly<{ refunded: string; sold: string; quantityWritten: string }>;
  /** `referenceNumberSource` of sales that Lightspeed's own eCom link writes. */
  linkReferenceSource: string;
}>;

/** The reading that the model follows unless it is told otherwise. */
export const usualAssumptions: RetailAssumptions = {
  openRefundMovesStock: false,
  completingTwiceIsHarmless: true,
  openSaleCanBeArchived: true,
  openSaleKeepsPayments: true,
  openRefundReservesSoldLine: false,
  unitPriceDecimals: 2,
  refundRows: 'one_per_line',
  quantityWriteIsAutomated: true,
  reasons: {
    refunded: 'RefundAddInventory',
    sold: 'RemoveForTransactionLine',
    quantityWritten: 'ManualQuantityAdjustment',
  },
  linkReferenceSource: 'eCom',
};
