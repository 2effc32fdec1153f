import type { Decimal } from './decimal.ts';

/** An article. */
export type Item = Readonly<{
  itemId: number;
  customSku: string;
  ean: string;
  upc: string;
  manufacturerSku: string;
  description: string;
  /** Stock of `non_inventory` items is not tracked. */
  itemType: 'default' | 'non_inventory';
  price: Decimal;
  isTaxed: boolean;
  archived: boolean;
  createdAt: number;
  changedAt: number;
}>;

/** How many of an item one shop has. Made when it is first needed. */
export type ItemShop = Readonly<{
  itemShopId: number;
  itemId: number;
  /** 0 in the row that sums up all shops. */
  shopId: number;
  quantityOnHand: number;
  reorderPoint: number;
  reorderLevel: number;
  changedAt: number;
}>;

/** A line of a sale. Units that come back have a negative quantity; the price stays positive. */
export type SaleLine = Readonly<{
  saleLineId: number;
  /** 0 on a line that is about no article. */
  itemId: number;
  unitQuantity: number;
  unitPrice: Decimal;
  isTaxed: boolean;
  /** The line of the sale that these units were sold on; 0 where nobody said. */
  parentSaleLineId: number;
  employeeId: string;
  note: string;
  createdAt: number;
  changedAt: number;
}>;

/** What was paid, negative for what was given back. */
export type SalePayment = Readonly<{
  salePaymentId: number;
  amount: Decimal;
  paymentTypeId: string;
  remoteReference: string;
  createdAt: number;
}>;

/** What a line comes to, unrounded. */
export type LineTotals = Readonly<{ subtotal: Decimal; tax1: Decimal; tax2: Decimal; total: Decimal }>;

/** What a sale comes to, rounded to the cent. */
export type SaleTotals = Readonly<{
  subtotal: Decimal;
  taxable: Decimal;
  tax1: Decimal;
  tax2: Decimal;
  total: Decimal;
  payments: Decimal;
  /** In the order of the lines. */
  lines: readonly LineTotals[];
}>;

/** A sale, or a refund: one with negative quantities. */
export type Sale = Readonly<{
  saleId: number;
  completed: boolean;
  archived: boolean;
  completedAt?: number;
  createdAt: number;
  changedAt: number;
  referenceNumber: string;
  referenceNumberSource: string;
  customerId: string;
  employeeId: string;
  registerId: string;
  shopId: string;
  internalNote: string;
  lines: readonly SaleLine[];
  payments: readonly SalePayment[];
  totals: SaleTotals;
}>;

/** One change of a quantity on hand. Never changed, never removed. */
export type InventoryLogRow = Readonly<{
  inventoryLogId: number;
  itemId: number;
  shopId: string;
  employeeId: string;
  quantityChange: number;
  /** A code word. */
  reason: string;
  /** 0 where no sale made the change. */
  saleId: number;
  isAutomated: boolean;
  causedNegative: boolean;
  createdAt: number;
  /** The program that wrote it, as the operator's view names it; empty for a person at the till. */
  clientName: string;
}>;
