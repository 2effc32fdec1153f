import { type RetailAssumptions, retailAssumptions } from '../domain/retail-assumptions.ts';
import type {
  CardPayment,
  InventoryLogRow,
  ItemStock,
  RefundSaleDraft,
  RefundSaleLine,
  RefundSalePayment,
  RetailItem,
  RetailPaymentType,
  RetailSale,
  RetailSaleInFull,
} from '../domain/retail-records.ts';
import type { Http } from '../ports/http.ts';
import { retailInventory } from './retail-inventory.ts';
import { type RetailAccount, type RetailAnswer, type RetailPage, retailRequests } from './retail-requests.ts';
import { retailSales } from './retail-sales.ts';
import type { RetailTokens } from './retail-tokens.ts';

/** Which sales to look for; members are joined by *and*. At most 100 values each. Archived sales only when asked for. */
export type SaleFilter = Readonly<{
  saleIds?: readonly string[];
  referenceNumbers?: readonly string[];
  referenceNumberSource?: string;
  completed?: boolean;
  withArchived?: boolean;
  createdBetween?: Readonly<{ from: string; to: string }>;
  cursor?: string | undefined;
}>;

/** Which payments to look for: those of one type, made from the first instant to the second. */
export type PaymentFilter = Readonly<{
  paymentTypeId: string;
  createdBetween: Readonly<{ from: string; to: string }>;
  cursor?: string | undefined;
}>;

/** Which rows of the inventory log to read, in the order of their ids; `limit` is at most 100. */
export type InventoryLogFilter = Readonly<{
  after?: number;
  itemIds?: readonly string[];
  saleIds?: readonly string[];
  shopId?: string;
  reasons?: readonly string[];
  newestFirst?: boolean;
  limit?: number;
  cursor?: string | undefined;
}>;

/** What items are found by; at most 100 values. Archived items are found too, and say that they are. */
export type ItemFilter =
  | Readonly<{ itemIds: readonly string[] }>
  | Readonly<{ customSkus: readonly string[] }>
  | Readonly<{ eans: readonly string[] }>
  | Readonly<{ upcs: readonly string[] }>;

/**
 * Lightspeed Retail (R-Series) for one account. Sends each request once and never waits: throws the kinds of
 * `retail-errors.ts`, or `NoAnswerError` when a write may have happened. Every answer says what is left of the budget.
 */
export interface RetailClient {
  /** Makes an open refund sale. Made twice, there are two: whoever registers one archives the other. */
  draftRefundSale(draft: RefundSaleDraft): Promise<RetailAnswer<RetailSale>>;
  readSale(saleId: string): Promise<RetailAnswer<RetailSaleInFull>>;
  findSales(filter: SaleFilter): Promise<RetailAnswer<RetailPage<RetailSaleInFull>>>;
  /** Adds lines to an open sale. Not safe to repeat: read the sale's total first when it is not known whether it was done. */
  changeSale(saleId: string, addedLines: readonly RefundSaleLine[]): Promise<RetailAnswer<RetailSale>>;
  /** Completes a sale; one that is completed already is answered as it is. */
  completeSale(saleId: string, payment?: RefundSalePayment): Promise<RetailAnswer<RetailSale>>;
  /** Archives an open sale; one that is archived already is answered as it is. A completed one is refused. */
  archiveSale(saleId: string): Promise<RetailAnswer<RetailSale>>;
  findItems(filter: ItemFilter, cursor?: string): Promise<RetailAnswer<RetailPage<RetailItem>>>;
  /** Stock levels in one shop; an item without a level there is left out. */
  readItemShops(itemIds: readonly string[], shopId: string): Promise<RetailAnswer<readonly ItemStock[]>>;
  /** Sets an item's level, whatever it is now: Retail has no relative write. The log row carries no key of ours. */
  setQuantityOnHand(stock: ItemStock): Promise<RetailAnswer<undefined>>;
  listInventoryLog(filter: InventoryLogFilter): Promise<RetailAnswer<RetailPage<InventoryLogRow>>>;
  /** Payments of one type that were made in that time, of all sales. */
  findPayments(filter: PaymentFilter): Promise<RetailAnswer<RetailPage<CardPayment>>>;
  paymentTypes(): Promise<RetailAnswer<readonly RetailPaymentType[]>>;
}

/** What a client is made of. */
export type RetailClientDependencies = Readonly<{
  http: Http;
  account: RetailAccount;
  tokens: RetailTokens;
  assumptions?: RetailAssumptions;
}>;

/** A client of one Retail account over the `Http` port. */
export function retailClient(dependencies: RetailClientDependencies): RetailClient {
  const { account, assumptions = retailAssumptions } = dependencies;
  const requests = retailRequests(dependencies);
  return { ...retailSales(requests, account.currency, assumptions), ...retailInventory(requests) };
}
