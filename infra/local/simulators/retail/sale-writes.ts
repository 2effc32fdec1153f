import type { RetailAccount } from './account.ts';
import type { GrantSettings } from './account-settings.ts';
import { type Decimal, toDecimals } from './decimal.ts';
import { type LinePayload, linesIn, type PaymentPayload, paymentsIn, type SalePayload } from './payload.ts';
import { notFound, unprocessable } from './refusal.ts';
import type { Sale, SaleLine, SalePayment } from './rows.ts';
import { completed, requireRefundable } from './sale-completion.ts';
import { totalsOf } from './sale-totals.ts';

/** Makes a sale, completed at once if the payload says so. Throws a refusal; then nothing was made. */
export function createSale(account: RetailAccount, payload: SalePayload, grant: GrantSettings, now: number): Sale {
  const shop = account.settings.shops.find(({ shopId }) => shopId === payload.shopID);
  if (shop === undefined) throw unprocessable('shopID: a shop of the account is needed.');
  const register = shop.registers.find(({ registerId }) => registerId === payload.registerID);
  if (register === undefined) throw unprocessable('registerID: a register of the shop is needed.');
  const empty: Sale = {
    saleId: account.sales.nextId(),
    completed: false,
    archived: false,
    createdAt: now,
    changedAt: now,
    referenceNumber: '',
    referenceNumberSource: '',
    customerId: '0',
    employeeId: payload.employeeID ?? grant.employeeId,
    registerId: register.registerId,
    shopId: shop.shopId,
    internalNote: '',
    lines: [],
    payments: [],
    totals: totalsOf({ lines: [], payments: [] }, account.rates),
  };
  return store(account, undefined, withPayload(account, empty, payload, now), now);
}

/**
 * Changes a sale; `completed: true` completes it. A completed one keeps its lines, payments and completion; whether
 * completing it again is harmless is an assumption. Throws a refusal; then nothing was changed.
 */
export function changeSale(account: RetailAccount, sale: Sale, payload: SalePayload, now: number): Sale {
  if (sale.archived) throw unprocessable('The sale is archived.');
  if (sale.completed) {
    if (payload.completed === false) throw unprocessable('A completed sale cannot be opened again.');
    if (payload.completed === true && !account.assumptions.completingTwiceIsHarmless)
      throw unprocessable('The sale is already completed.');
    if (linesIn(payload).length > 0 || paymentsIn(payload).length > 0)
      throw unprocessable('Lines and payments of a completed sale cannot be changed.');
    return store(account, sale, { ...sale, ...descriptionIn(payload), changedAt: now }, now);
  }
  return store(account, sale, withPayload(account, sale, payload, now), now);
}

/** Archives a sale that is not completed. Throws a refusal. */
export function archiveSale(account: RetailAccount, sale: Sale, now: number): Sale {
  if (sale.completed) throw unprocessable('A completed sale cannot be archived.');
  if (!account.assumptions.openSaleCanBeArchived) throw unprocessable('The sale cannot be archived.');
  if (sale.archived) return sale;
  const archived = { ...sale, archived: true, changedAt: now };
  account.sales.put(archived, account.settlesAt(now));
  return archived;
}

/** The sale as the payload makes it, not stored yet. */
function withPayload(account: RetailAccount, sale: Sale, payload: SalePayload, now: number): Sale {
  const lines = merged(sale.lines, linesIn(payload), {
    idOf: (line) => line.saleLineID,
    isRow: (row, id) => row.saleLineId === id,
    make: (line, known) => lineOf(account, sale, line, known, now),
  });
  for (const line of lines) requireRefundable(account, sale.saleId, line, lines);
  const willComplete = payload.completed === true;
  const keepsPayments = willComplete || account.assumptions.openSaleKeepsPayments;
  const payments = merged(sale.payments, keepsPayments ? paymentsIn(payload) : [], {
    idOf: (payment) => payment.salePaymentID,
    isRow: (row, id) => row.salePaymentId === id,
    make: (payment, known) => paymentOf(account, payment, known, now),
  });
  const written: Sale = {
    ...sale,
    ...descriptionIn(payload),
    employeeId: payload.employeeID ?? sale.employeeId,
    lines,
    payments,
    totals: totalsOf({ lines, payments }, account.rates),
    changedAt: now,
  };
  return willComplete ? completed(written, payload.completeTime, now) : written;
}

/** Stores a sale, and moves the stock that it moves for the first time. */
function store(account: RetailAccount, before: Sale | undefined, sale: Sale, now: number): Sale {
  const movesNow = account.assumptions.openRefundMovesStock
    ? before === undefined
    : sale.completed && !before?.completed;
  account.sales.put(sale, account.settlesAt(now));
  if (movesNow) moveStock(account, sale, now);
  return sale;
}

function moveStock({ stock, items, assumptions }: RetailAccount, sale: Sale, now: number): void {
  for (const { itemId, unitQuantity, employeeId } of sale.lines) {
    const item = items.get(itemId);
    if (item === undefined) continue;
    stock.change(
      {
        item,
        shopId: sale.shopId,
        quantityChange: -unitQuantity,
        reason: unitQuantity < 0 ? assumptions.reasons.refunded : assumptions.reasons.sold,
        saleId: sale.saleId,
        employeeId,
        isAutomated: false,
        clientName: '',
      },
      now,
    );
  }
}

const descriptionIn = (payload: SalePayload): Partial<Sale> => ({
  ...(payload.referenceNumber !== undefined && { referenceNumber: payload.referenceNumber }),
  ...(payload.referenceNumberSource !== undefined && { referenceNumberSource: payload.referenceNumberSource }),
  ...(payload.customerID !== undefined && { customerId: payload.customerID }),
  ...(payload.SaleNotes?.InternalNote && { internalNote: payload.SaleNotes.InternalNote.note }),
});

/** Rows with those of the payload: one that names an id changes that row, one without adds one. */
function merged<Row, Payload>(
  rows: readonly Row[],
  payloads: readonly Payload[],
  how: Readonly<{
    idOf: (payload: Payload) => string | undefined;
    isRow: (row: Row, id: number) => boolean;
    make: (payload: Payload, known: Row | undefined) => Row;
  }>,
): readonly Row[] {
  const result = [...rows];
  for (const payload of payloads) {
    const id = Number(how.idOf(payload) ?? 0);
    const at = id === 0 ? -1 : result.findIndex((row) => how.isRow(row, id));
    if (id !== 0 && at === -1) throw unprocessable(`The sale has no row ${id}.`);
    if (at === -1) result.push(how.make(payload, undefined));
    else result[at] = how.make(payload, result[at]);
  }
  return result;
}

function lineOf(
  account: RetailAccount,
  sale: Sale,
  payload: LinePayload,
  known: SaleLine | undefined,
  now: number,
): SaleLine {
  const itemId = Number(payload.itemID ?? known?.itemId ?? 0);
  const item = account.items.get(itemId);
  if (itemId !== 0 && item === undefined) throw notFound(`Item ${itemId}`);
  const unitPrice = payload.unitPrice ?? known?.unitPrice ?? item?.price ?? 0;
  const unitQuantity = payload.unitQuantity ?? known?.unitQuantity ?? 1;
  if (unitQuantity < 0 && unitPrice < 0)
    throw unprocessable('unitPrice: a refund has a negative quantity, not a negative price.');
  return {
    saleLineId: known?.saleLineId ?? account.nextLineId(),
    itemId,
    unitQuantity,
    unitPrice: toDecimals(unitPrice, account.assumptions.unitPriceDecimals),
    isTaxed: payload.tax ?? known?.isTaxed ?? item?.isTaxed ?? true,
    parentSaleLineId: Number(payload.parentSaleLineID ?? known?.parentSaleLineId ?? 0),
    employeeId: payload.employeeID ?? known?.employeeId ?? sale.employeeId,
    note: payload.Note?.note ?? known?.note ?? '',
    createdAt: known?.createdAt ?? now,
    changedAt: now,
  };
}

function paymentOf(
  account: RetailAccount,
  payload: PaymentPayload,
  known: SalePayment | undefined,
  now: number,
): SalePayment {
  const paymentTypeId = payload.paymentTypeID ?? known?.paymentTypeId;
  if (!account.settings.paymentTypes.some((type) => type.paymentTypeId === paymentTypeId))
    throw unprocessable('paymentTypeID: a payment type of the account is needed.');
  const amount: Decimal | undefined = payload.amount ?? known?.amount;
  if (paymentTypeId === undefined || amount === undefined) throw unprocessable('amount: a payment needs its amount.');
  return {
    salePaymentId: known?.salePaymentId ?? account.nextPaymentId(),
    amount: toDecimals(amount, 2),
    paymentTypeId,
    remoteReference: payload.remoteReference ?? known?.remoteReference ?? '',
    createdAt: known?.createdAt ?? now,
  };
}
