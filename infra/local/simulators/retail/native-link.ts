import type { RetailAccount } from './account.ts';
import type { GrantSettings } from './account-settings.ts';
import type { Decimal } from './decimal.ts';
import { payInFull } from './pay-in-full.ts';
import { unprocessable } from './refusal.ts';
import type { Sale } from './rows.ts';
import { createSale } from './sale-writes.ts';

/** A credit note or an order of eCom, as Lightspeed's own link hears of it. */
export type LinkedSale = Readonly<{
  orderNumber: string;
  /** Prices of one unit; quantities are those that were bought or come back, positive. */
  lines: readonly Readonly<{ itemId: number; quantity: number; unitPrice: Decimal }>[];
  /** What is about no article: shipping, payment costs. */
  otherAmount?: Decimal;
}>;

/** The program that Lightspeed itself is. */
const link: GrantSettings = { clientId: 'ecom-link', clientName: 'Lightspeed eCom', employeeId: '1' };

/** Writes the sale of a paid order. */
export const sellByLink = (account: RetailAccount, order: LinkedSale, now: number): Sale =>
  write(account, order, 1, now);

/**
 * Writes the refund of a credit note: units come back with the sale and, with Update inventory off, are taken out again
 * by rows of their own.
 */
export function refundByLink(
  account: RetailAccount,
  { updateInventory, ...creditNote }: LinkedSale & Readonly<{ updateInventory: boolean }>,
  now: number,
): Sale {
  const refund = write(account, creditNote, -1, now);
  if (updateInventory) return refund;
  for (const { itemId, quantity } of creditNote.lines) {
    const item = account.items.get(itemId);
    if (item === undefined) continue;
    account.stock.change(
      {
        item,
        shopId: refund.shopId,
        quantityChange: -quantity,
        reason: account.assumptions.reasons.quantityWritten,
        saleId: 0,
        employeeId: link.employeeId,
        isAutomated: account.assumptions.quantityWriteIsAutomated,
        clientName: link.clientName,
      },
      now,
    );
  }
  return refund;
}

function write(
  account: RetailAccount,
  { orderNumber, lines, otherAmount = 0 }: LinkedSale,
  sign: 1 | -1,
  now: number,
): Sale {
  const [shop] = account.settings.shops;
  const register = shop?.registers.find(({ name }) => name === 'eCom');
  if (!(shop && register)) throw unprocessable('The link needs a shop with a register named eCom.');
  const draft = createSale(
    account,
    {
      completed: false,
      referenceNumber: orderNumber,
      referenceNumberSource: account.assumptions.linkReferenceSource,
      employeeID: link.employeeId,
      registerID: register.registerId,
      shopID: shop.shopId,
      SaleLines: {
        SaleLine: [
          ...lines.map(({ itemId, quantity, unitPrice }) => ({
            itemID: String(itemId),
            unitQuantity: sign * quantity,
            unitPrice,
          })),
          ...(otherAmount === 0 ? [] : [{ itemID: '0', unitQuantity: sign, unitPrice: otherAmount }]),
        ],
      },
    },
    link,
    now,
  );
  return payInFull(account, draft, 'ecom', now);
}

/** Gives a gift card what it paid of an order back, because the order was cancelled; not on the web's own register. */
export function restoreCardByLink(
  account: RetailAccount,
  { orderNumber, amount }: Readonly<{ orderNumber: string; amount: Decimal }>,
  now: number,
): Sale {
  const [shop] = account.settings.shops;
  const register = shop?.registers.find(({ name }) => name !== 'eCom');
  if (!(shop && register)) throw unprocessable('A gift card needs a shop with a register that is not named eCom.');
  const draft = createSale(
    account,
    {
      completed: false,
      referenceNumber: orderNumber,
      referenceNumberSource: account.assumptions.linkReferenceSource,
      employeeID: link.employeeId,
      registerID: register.registerId,
      shopID: shop.shopId,
      SaleLines: { SaleLine: [{ itemID: '0', unitQuantity: -1, unitPrice: amount, tax: false }] },
    },
    link,
    now,
  );
  return payInFull(account, draft, 'gift card', now);
}
