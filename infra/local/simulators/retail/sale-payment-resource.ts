import type { RetailAccount } from './account.ts';
import { numberOf } from './decimal.ts';
import { paymentTypeResource } from './payment-type-resource.ts';
import { type Resource, recordOf } from './resource.ts';
import type { Sale, SalePayment } from './rows.ts';
import { type TextRecord, timeText } from './text.ts';

/** A payment together with the sale that it pays. */
export type PaymentOfSale = Readonly<{ sale: Sale; payment: SalePayment }>;

/** The payments of one sale. */
export const paymentsOf = (sale: Sale): readonly PaymentOfSale[] => sale.payments.map((payment) => ({ sale, payment }));

/** Payments of all sales. They are written with their sale only. */
export function salePaymentResource(account: RetailAccount): Resource<PaymentOfSale> {
  const types = paymentTypeResource(account);
  return {
    name: 'SalePayment',
    idField: 'salePaymentID',
    id: ({ payment }) => payment.salePaymentId,
    sortable: ['salePaymentID'],
    relations: {
      PaymentType: {
        kind: 'one',
        record({ payment }): TextRecord | undefined {
          const type = types.read?.(payment.paymentTypeId);
          return type && recordOf(types, type, []);
        },
      },
    },
    fields: {
      salePaymentID: ({ payment }) => String(payment.salePaymentId),
      saleID: ({ sale }) => String(sale.saleId),
      amount: ({ payment }) => String(numberOf(payment.amount)),
      tipAmount: () => '0',
      createTime: ({ payment }) => timeText(payment.createdAt),
      archived: () => 'false',
      remoteReference: ({ payment }) => payment.remoteReference,
      paymentID: () => '',
      paymentTypeID: ({ payment }) => payment.paymentTypeId,
      ccChargeID: () => '0',
      refPaymentID: () => '0',
      registerID: ({ sale }) => sale.registerId,
      employeeID: ({ sale }) => sale.employeeId,
      creditAccountID: () => '0',
    },
    *search({ exactly }, now) {
      const ids = exactly.get('saleID');
      for (const sale of account.sales.search(now, { ...(ids && { ids }) })) yield* paymentsOf(sale);
    },
  };
}
