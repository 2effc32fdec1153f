import type { RetailAccount } from './account.ts';
import type { GrantSettings } from './account-settings.ts';
import { type LinePayload, linesIn, paymentsIn, type SalePayload } from './payload.ts';
import { unprocessable } from './refusal.ts';
import type { Sale, SaleLine } from './rows.ts';
import { totalsOf } from './sale-totals.ts';
import { createSale } from './sale-writes.ts';

/**
 * Makes the refund of a completed sale, of the lines that are named or of all of them, at the prices of the sale; it is
 * completed unless the payload says otherwise. A reference number is not among what may be sent. Throws a refusal.
 */
export function refundSale(
  account: RetailAccount,
  sold: Sale,
  payload: SalePayload,
  grant: GrantSettings,
  now: number,
): Sale {
  if (!sold.completed) throw unprocessable('Only a completed sale can be refunded.');
  const named = linesIn(payload);
  const wanted = named.length === 0 ? sold.lines.map((line) => wholeLine(line)) : named;
  const lines = wanted.map((line) => refundLine(sold, line));
  const total = totalsOf({ lines, payments: [] }, account.rates).total;
  const [payment, ...others] = paymentsIn(payload);
  if (payment?.paymentTypeID === undefined) throw unprocessable('SalePayments: a payment type is needed.');
  const { referenceNumber: _number, referenceNumberSource: _source, ...allowed } = payload;
  return createSale(
    account,
    {
      ...allowed,
      completed: payload.completed ?? true,
      customerID: sold.customerId,
      SaleLines: {
        SaleLine: lines.map((line) => ({
          itemID: String(line.itemId),
          unitQuantity: line.unitQuantity,
          unitPrice: line.unitPrice,
          tax: line.isTaxed,
          parentSaleLineID: String(line.parentSaleLineId),
        })),
      },
      SalePayments: { SalePayment: [{ ...payment, amount: payment.amount ?? total }, ...others] },
    },
    grant,
    now,
  );
}

const wholeLine = ({ saleLineId, unitQuantity }: SaleLine): LinePayload => ({
  parentSaleLineID: String(saleLineId),
  unitQuantity: -unitQuantity,
});

function refundLine(sold: Sale, { parentSaleLineID, unitQuantity }: LinePayload): SaleLine {
  const parent = sold.lines.find(({ saleLineId }) => saleLineId === Number(parentSaleLineID));
  if (parent === undefined)
    throw unprocessable(`parentSaleLineID: ${parentSaleLineID} is no line of sale ${sold.saleId}.`);
  return { ...parent, parentSaleLineId: parent.saleLineId, unitQuantity: unitQuantity ?? -parent.unitQuantity };
}
