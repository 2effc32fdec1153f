import type { RetailAccount } from './account.ts';
import type { PaymentTypeSettings } from './account-settings.ts';
import type { Resource } from './resource.ts';

/** The ways to pay that the account knows. */
export function paymentTypeResource({ settings }: RetailAccount): Resource<PaymentTypeSettings> {
  const types = settings.paymentTypes.toSorted((a, b) => Number(a.paymentTypeId) - Number(b.paymentTypeId));
  return {
    name: 'PaymentType',
    idField: 'paymentTypeID',
    id: ({ paymentTypeId }) => Number(paymentTypeId),
    sortable: ['paymentTypeID'],
    relations: {},
    fields: {
      paymentTypeID: ({ paymentTypeId }) => paymentTypeId,
      name: ({ name }) => name,
      requireCustomer: () => 'false',
      archived: () => 'false',
      internalReserved: ({ type }) => String(type !== 'other'),
      type: ({ type }) => type,
      refundAsPaymentTypeID: () => '0',
    },
    search: () => types,
    read: (id) => types.find(({ paymentTypeId }) => paymentTypeId === id),
  };
}
