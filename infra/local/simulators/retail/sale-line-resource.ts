import type { RetailAccount } from './account.ts';
import { numberOf } from './decimal.ts';
import { itemResource } from './item-resource.ts';
import { type Resource, recordOf } from './resource.ts';
import type { LineTotals, Sale, SaleLine } from './rows.ts';
import { timeText } from './text.ts';

/** A line together with the sale that it stands in. */
export type LineOfSale = Readonly<{ sale: Sale; line: SaleLine; totals: LineTotals }>;

const money = (amount: number): string => String(numberOf(amount));
const nothing: LineTotals = { subtotal: 0, tax1: 0, tax2: 0, total: 0 };

/** The lines of one sale. */
export const linesOf = (sale: Sale): readonly LineOfSale[] =>
  sale.lines.map((line, index) => ({ sale, line, totals: sale.totals.lines[index] ?? nothing }));

/** Lines of all sales. */
export function saleLineResource(account: RetailAccount): Resource<LineOfSale> {
  const { settings, sales, items } = account;
  const itemFields = itemResource(account);
  return {
    name: 'SaleLine',
    idField: 'saleLineID',
    id: ({ line }) => line.saleLineId,
    sortable: ['saleLineID', 'timeStamp', 'saleID'],
    relations: {
      Item: {
        kind: 'one',
        record({ line }) {
          const item = items.get(line.itemId);
          return item && recordOf(itemFields, item, []);
        },
      },
    },
    fields: {
      saleLineID: ({ line }) => String(line.saleLineId),
      saleID: ({ sale }) => String(sale.saleId),
      createTime: ({ line }) => timeText(line.createdAt),
      timeStamp: ({ line }) => timeText(line.changedAt),
      itemID: ({ line }) => String(line.itemId),
      unitQuantity: ({ line }) => String(line.unitQuantity),
      unitPrice: ({ line }) => money(line.unitPrice),
      normalUnitPrice: () => '0',
      discountAmount: () => '0',
      discountPercent: () => '0',
      avgCost: () => '0',
      fifoCost: () => '0',
      tax: ({ line }) => String(line.isTaxed),
      tax1Rate: ({ line }) => (line.isTaxed ? settings.tax1Rate : '0'),
      tax2Rate: ({ line }) => (line.isTaxed ? settings.tax2Rate : '0'),
      isLayaway: () => 'false',
      isWorkorder: () => 'false',
      isSpecialOrder: () => 'false',
      displayableSubtotal: ({ line }) => money(line.unitQuantity * line.unitPrice || 0),
      displayableUnitPrice: ({ line }) => money(line.unitPrice),
      calcLineDiscount: () => '0',
      calcTransactionDiscount: () => '0',
      calcTotal: ({ totals }) => money(totals.total),
      calcSubtotal: ({ totals }) => money(totals.subtotal),
      calcTax1: ({ totals }) => money(totals.tax1),
      calcTax2: ({ totals }) => money(totals.tax2),
      taxClassID: () => '1',
      customerID: () => '0',
      discountID: () => '0',
      employeeID: ({ line }) => line.employeeId,
      noteID: () => '0',
      parentSaleLineID: ({ line }) => String(line.parentSaleLineId),
      shopID: ({ sale }) => sale.shopId,
      taxCategoryID: () => '1',
    },
    *search({ exactly }, now) {
      const ids = exactly.get('saleID');
      for (const sale of sales.search(now, { ...(ids && { ids }) })) yield* linesOf(sale);
    },
    read(id) {
      const sale = sales.withLine(Number(id));
      return sale && linesOf(sale).find(({ line }) => line.saleLineId === Number(id));
    },
  };
}
