/**
 * A sale of Retail without its lines and payments. A refund is a sale with a negative total. `totalMinor` and
 * `paidMinor` are Retail's own sums, rounded once to minor units; ids that Retail says as "0" are left out.
 */
export type RetailSale = Readonly<{
  saleId: string;
  ticketNumber?: string | undefined;
  completed: boolean;
  archived: boolean;
  voided: boolean;
  createdAt?: string | undefined;
  completedAt?: string | undefined;
  referenceNumber: string;
  referenceNumberSource: string;
  shopId: string;
  registerId?: string | undefined;
  employeeId?: string | undefined;
  /** Whether the account's prices contain the tax. */
  isTaxInclusive: boolean;
  totalMinor: number;
  paidMinor: number;
}>;

/**
 * One line of a sale: units given back are negative. A line without an item is a miscellaneous charge. `taxRate` is a
 * decimal (0.21), for a guess at a price: what it comes to is Retail's own total.
 */
export type RetailSaleLine = Readonly<{
  saleLineId: string;
  itemId?: string | undefined;
  quantity: number;
  totalMinor: number;
  taxRate: number;
  parentSaleLineId?: string | undefined;
}>;

/** One payment of a sale; what is given back is negative. */
export type RetailSalePayment = Readonly<{
  salePaymentId: string;
  paymentTypeId: string;
  amountMinor: number;
}>;

/** A payment by gift card with the sale that it is of: below zero it gives a card some of its balance back. */
export type CardPayment = Readonly<{
  salePaymentId: string;
  saleId: string;
  amountMinor: number;
  createdAt: string;
}>;

/** A sale with all that belongs to it. */
export type RetailSaleInFull = RetailSale &
  Readonly<{ lines: readonly RetailSaleLine[]; payments: readonly RetailSalePayment[] }>;

/**
 * One row of Retail's append-only inventory log. `reason` is a code word from an open list (see `retailReasons`);
 * `saleId` is there when a sale caused the change. Ids rise with time.
 */
export type InventoryLogRow = Readonly<{
  inventoryLogId: number;
  itemId: string;
  shopId: string;
  quantityChange: number;
  reason: string;
  createdAt: string;
  saleId?: string | undefined;
  employeeId?: string | undefined;
  automated: boolean;
}>;

/** An item of Retail. Archived ones include those that were merged into another. */
export type RetailItem = Readonly<{
  itemId: string;
  customSku: string;
  ean: string;
  upc: string;
  itemType: string;
  archived: boolean;
}>;

/** Whether Retail keeps a stock level for the item: nothing is logged for one without. */
export const hasStock = ({ itemType }: RetailItem): boolean => itemType !== 'non_inventory';

/** Stock level of one item in one shop. */
export type ItemStock = Readonly<{ itemId: string; shopId: string; quantityOnHand: number }>;

/** A way to pay as the account has it; `type` is Retail's own word where the payment type is one of its reserved ones. */
export type RetailPaymentType = Readonly<{ paymentTypeId: string; name: string; type: string; archived: boolean }>;

/** A line of a refund sale to be drafted: units of an item that come back, or value without goods. */
export type RefundSaleLine =
  | Readonly<{
      kind: 'item';
      itemId: string;
      /** Units that come back; positive. */
      quantity: number;
      unitPriceMinor: number;
      parentSaleLineId?: string | undefined;
    }>
  | Readonly<{
      kind: 'misc';
      /** What is given back; negative takes away from it, for example a rounding cent. Never zero. */
      amountMinor: number;
    }>;

/** A payment that is given back with a refund sale; `amountMinor` is positive. */
export type RefundSalePayment = Readonly<{ paymentTypeId: string; amountMinor: number }>;

/** A refund sale as it is drafted: open, so that it moves no stock yet. */
export type RefundSaleDraft = Readonly<{
  referenceNumber: string;
  referenceNumberSource: string;
  shopId: string;
  registerId: string;
  employeeId: string;
  lines: readonly RefundSaleLine[];
  /** Missing where nothing was paid, and so nothing is given back. */
  payment?: RefundSalePayment | undefined;
}>;
