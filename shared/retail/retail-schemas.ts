import * as z from 'zod';
import type {
  CardPayment,
  InventoryLogRow,
  ItemStock,
  RetailItem,
  RetailPaymentType,
  RetailSale,
  RetailSaleInFull,
} from '../domain/retail-records.ts';
import {
  amount,
  childrenOf,
  flag,
  id,
  instant,
  instantOrNone,
  rate,
  reference,
  text,
  textOrEmpty,
  wholeNumber,
} from './retail-values.ts';

const saleFields = (currency: string) => ({
  saleID: id,
  ticketNumber: text.optional(),
  completed: flag,
  archived: flag,
  voided: flag,
  isTaxInclusive: flag,
  createTime: instantOrNone,
  completeTime: instantOrNone,
  referenceNumber: textOrEmpty,
  referenceNumberSource: textOrEmpty,
  shopID: text,
  registerID: reference,
  employeeID: reference,
  calcTotal: amount(currency),
  calcPayments: amount(currency),
});

type SaleAnswer = z.infer<z.ZodObject<ReturnType<typeof saleFields>>>;

const saleOf = (sale: SaleAnswer): RetailSale => ({
  saleId: sale.saleID,
  ticketNumber: sale.ticketNumber,
  completed: sale.completed,
  archived: sale.archived,
  voided: sale.voided,
  createdAt: sale.createTime,
  completedAt: sale.completeTime,
  referenceNumber: sale.referenceNumber,
  referenceNumberSource: sale.referenceNumberSource,
  shopId: sale.shopID,
  registerId: sale.registerID,
  employeeId: sale.employeeID,
  isTaxInclusive: sale.isTaxInclusive,
  totalMinor: sale.calcTotal,
  paidMinor: sale.calcPayments,
});

/** A sale without its relations, as a write answers it. */
export const saleSchema = (currency: string): z.ZodType<RetailSale> => z.object(saleFields(currency)).transform(saleOf);

const saleLine = (currency: string) =>
  z
    .object({
      saleLineID: id,
      itemID: reference,
      unitQuantity: wholeNumber,
      calcTotal: amount(currency),
      tax: flag,
      tax1Rate: rate,
      tax2Rate: rate,
      parentSaleLineID: reference,
    })
    .transform((line) => ({
      saleLineId: line.saleLineID,
      itemId: line.itemID,
      quantity: line.unitQuantity,
      totalMinor: line.calcTotal,
      taxRate: line.tax ? line.tax1Rate + line.tax2Rate : 0,
      parentSaleLineId: line.parentSaleLineID,
    }));

const salePayment = (currency: string) =>
  z.object({ salePaymentID: id, paymentTypeID: id, amount: amount(currency), archived: flag }).transform((payment) => ({
    salePaymentId: payment.salePaymentID,
    paymentTypeId: payment.paymentTypeID,
    amountMinor: payment.amount,
    archived: payment.archived,
  }));

/** A payment read by itself; `undefined` for one that was taken back (archived). */
export const paymentOfSaleSchema = (currency: string): z.ZodType<CardPayment | undefined> =>
  z
    .object({ salePaymentID: id, saleID: id, amount: amount(currency), createTime: instant, archived: flag })
    .transform((payment) =>
      payment.archived
        ? undefined
        : {
            salePaymentId: payment.salePaymentID,
            saleId: payment.saleID,
            amountMinor: payment.amount,
            createdAt: payment.createTime,
          },
    );

/** A sale read with {@link saleRelations}. Payments that were taken back (archived) are left out. */
export const saleInFullSchema = (currency: string): z.ZodType<RetailSaleInFull> =>
  z
    .object({
      ...saleFields(currency),
      SaleLines: childrenOf('SaleLine', saleLine(currency)),
      SalePayments: childrenOf('SalePayment', salePayment(currency)),
    })
    .transform(({ SaleLines: lines, SalePayments: payments, ...sale }) => ({
      ...saleOf(sale),
      lines,
      payments: payments
        .filter(({ archived }) => !archived)
        .map(({ salePaymentId, paymentTypeId, amountMinor }) => ({ salePaymentId, paymentTypeId, amountMinor })),
    }));

/** The relations that a sale in full is read with; each adds to the cost of the request. */
export const saleRelations = JSON.stringify(['SaleLines', 'SalePayments']);

/** One row of the inventory log. */
export const inventoryLogRow: z.ZodType<InventoryLogRow> = z
  .object({
    inventoryLogID: wholeNumber,
    itemID: id,
    shopID: text,
    qohChange: wholeNumber,
    reason: text,
    createTime: instant,
    saleID: reference,
    employeeID: reference,
    automated: flag,
  })
  .transform((row) => ({
    inventoryLogId: row.inventoryLogID,
    itemId: row.itemID,
    shopId: row.shopID,
    quantityChange: row.qohChange,
    reason: row.reason,
    createdAt: row.createTime,
    saleId: row.saleID,
    employeeId: row.employeeID,
    automated: row.automated,
  }));

/** One item, archived or not. */
export const itemSchema: z.ZodType<RetailItem> = z
  .object({
    itemID: id,
    customSku: textOrEmpty,
    ean: textOrEmpty,
    upc: textOrEmpty,
    itemType: textOrEmpty,
    archived: flag,
  })
  .transform((item) => ({
    itemId: item.itemID,
    customSku: item.customSku,
    ean: item.ean,
    upc: item.upc,
    itemType: item.itemType,
    archived: item.archived,
  }));

/** The stock level of an item in one shop. */
export const itemStockSchema: z.ZodType<ItemStock> = z
  .object({ itemID: id, shopID: text, qoh: wholeNumber })
  .transform((stock) => ({ itemId: stock.itemID, shopId: stock.shopID, quantityOnHand: stock.qoh }));

/** One way to pay. */
export const paymentTypeSchema: z.ZodType<RetailPaymentType> = z
  .object({ paymentTypeID: id, name: textOrEmpty, type: textOrEmpty, archived: flag })
  .transform((payment) => ({
    paymentTypeId: payment.paymentTypeID,
    name: payment.name,
    type: payment.type,
    archived: payment.archived,
  }));
