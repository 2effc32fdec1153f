import type { RetailAccount } from './account.ts';
import { numberOf } from './decimal.ts';
import { type Fields, type Resource, recordOf } from './resource.ts';
import type { Sale } from './rows.ts';
import { linesOf, saleLineResource } from './sale-line-resource.ts';
import { paymentsOf, salePaymentResource } from './sale-payment-resource.ts';
import { timeText } from './text.ts';

const firstTicket = 220_000_000_000;
const money = (amount: number): string => String(numberOf(amount));

/** Sales, refunds among them. Searches see them as late as the account says. */
export function saleResource(account: RetailAccount): Resource<Sale> {
  const lines = saleLineResource(account);
  const payments = salePaymentResource(account);
  return {
    name: 'Sale',
    idField: 'saleID',
    id: ({ saleId }) => saleId,
    fields: saleFields(account),
    sortable: ['saleID', 'timeStamp', 'completeTime', 'updatetime'],
    relations: {
      SaleLines: {
        kind: 'many',
        of: 'SaleLine',
        nested: Object.keys(lines.relations),
        records: (sale, nested) => linesOf(sale).map((line) => recordOf(lines, line, nested)),
      },
      SalePayments: {
        kind: 'many',
        of: 'SalePayment',
        nested: Object.keys(payments.relations),
        records: (sale, nested) => paymentsOf(sale).map((payment) => recordOf(payments, payment, nested)),
      },
      SaleNotes: {
        kind: 'one',
        record: ({ internalNote }) => (internalNote === '' ? undefined : { InternalNote: { note: internalNote } }),
      },
    },
    isArchived: ({ archived }) => archived,
    search({ exactly }, now) {
      const ids = exactly.get('saleID');
      const referenceNumbers = exactly.get('referenceNumber');
      return account.sales.search(now, { ...(ids && { ids }), ...(referenceNumbers && { referenceNumbers }) });
    },
    read: (id) => account.sales.get(saleIdOf(id)),
  };
}

/** A sale is named by its id or by its ticket number. */
const saleIdOf = (id: string): number => (Number(id) > firstTicket ? Number(id) - firstTicket : Number(id));

function saleFields({ settings }: RetailAccount): Fields<Sale> {
  return {
    saleID: ({ saleId }) => String(saleId),
    ticketNumber: ({ saleId }) => String(firstTicket + saleId),
    timeStamp: ({ changedAt }) => timeText(changedAt),
    createTime: ({ createdAt }) => timeText(createdAt),
    updatetime: ({ changedAt }) => timeText(changedAt),
    completeTime: ({ completedAt }) => (completedAt === undefined ? '' : timeText(completedAt)),
    discountPercent: () => '0',
    completed: ({ completed }) => String(completed),
    archived: ({ archived }) => String(archived),
    voided: () => 'false',
    enablePromotions: () => 'false',
    isTaxInclusive: () => String(settings.isTaxInclusive),
    referenceNumber: ({ referenceNumber }) => referenceNumber,
    referenceNumberSource: ({ referenceNumberSource }) => referenceNumberSource,
    tax1Rate: () => settings.tax1Rate,
    tax2Rate: () => settings.tax2Rate,
    change: () => '0',
    tipEnabled: () => 'false',
    receiptPreference: () => 'printed',
    displayableSubtotal: ({ totals }) => money(settings.isTaxInclusive ? totals.total : totals.subtotal),
    calcDiscount: () => '0',
    calcTotal: ({ totals }) => money(totals.total),
    calcSubtotal: ({ totals }) => money(totals.subtotal),
    calcTaxable: ({ totals }) => money(totals.taxable),
    calcNonTaxable: ({ totals }) => money(totals.subtotal - totals.taxable),
    calcAvgCost: () => '0',
    calcFIFOCost: () => '0',
    calcTax1: ({ totals }) => money(totals.tax1),
    calcTax2: ({ totals }) => money(totals.tax2),
    calcPayments: ({ totals }) => money(totals.payments),
    calcTips: () => '0',
    total: ({ totals }) => money(totals.total),
    totalDue: ({ totals }) => money(totals.total),
    displayableTotal: ({ totals }) => money(totals.total),
    balance: ({ totals }) => money(totals.total - totals.payments),
    taxTotal: ({ totals }) => money(totals.tax1 + totals.tax2),
    customerID: ({ customerId }) => customerId,
    discountID: () => '0',
    employeeID: ({ employeeId }) => employeeId,
    tipEmployeeID: ({ employeeId }) => employeeId,
    quoteID: () => '0',
    registerID: ({ registerId }) => registerId,
    shipToID: () => '0',
    shopID: ({ shopId }) => shopId,
    taxCategoryID: () => '1',
  };
}
