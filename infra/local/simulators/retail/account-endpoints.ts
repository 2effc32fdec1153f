import type { RetailAccount } from './account.ts';
import type { GrantSettings } from './account-settings.ts';
import { inventoryLogResource } from './inventory-log-resource.ts';
import { itemResource, itemShopResource } from './item-resource.ts';
import { archiveItem, changeItem, createItem } from './item-writes.ts';
import { pageOf } from './list.ts';
import { itemPayloadOf, salePayloadOf } from './payload.ts';
import { paymentTypeResource } from './payment-type-resource.ts';
import { queryOf, relationsOf } from './query.ts';
import { notAllowed, notFound } from './refusal.ts';
import type { RelationKinds } from './request-cost.ts';
import { type Resource, recordOf } from './resource.ts';
import { saleLineResource } from './sale-line-resource.ts';
import { salePaymentResource } from './sale-payment-resource.ts';
import { refundSale } from './sale-refund.ts';
import { saleResource } from './sale-resource.ts';
import { archiveSale, changeSale, createSale } from './sale-writes.ts';
import type { TextRecord } from './text.ts';

/** A request to one endpoint, read as far as its path and its body's syntax go. */
export type EndpointRequest = Readonly<{
  method: string;
  url: URL;
  id: string | undefined;
  action: string | undefined;
  payload: unknown;
  grant: GrantSettings;
  now: number;
}>;

/** An endpoint of an account. */
export type Endpoint = Readonly<{
  name: string;
  relations: RelationKinds;
  /** Answers the body; throws a refusal. */
  answer(request: EndpointRequest): TextRecord;
}>;

type Writes<Row> = Readonly<{
  create?: (request: EndpointRequest) => Row;
  change?: (row: Row, request: EndpointRequest) => Row;
  archive?: (row: Row, request: EndpointRequest) => Row;
  refund?: (row: Row, request: EndpointRequest) => Row;
  /** Relations that the answer to a write carries. */
  answered: readonly string[];
}>;

const readOnly = { answered: [] } as const;

/** The endpoints of one account, by name. */
export function endpointsOf(account: RetailAccount): ReadonlyMap<string, Endpoint> {
  const endpoints = [
    endpoint(saleResource(account), {
      create: ({ payload, grant, now }) => createSale(account, salePayloadOf(payload), grant, now),
      change: (sale, { payload, now }) => changeSale(account, sale, salePayloadOf(payload), now),
      archive: (sale, { now }) => archiveSale(account, sale, now),
      refund: (sale, { payload, grant, now }) => refundSale(account, sale, salePayloadOf(payload), grant, now),
      answered: ['SaleLines', 'SalePayments.PaymentType', 'SaleNotes'],
    }),
    endpoint(itemResource(account), {
      create: ({ payload, grant, now }) => createItem(account, itemPayloadOf(payload), grant, now),
      change: (item, { payload, grant, now }) => changeItem(account, item, itemPayloadOf(payload), grant, now),
      archive: (item, { grant, now }) => archiveItem(account, item, grant, now),
      answered: ['ItemShops'],
    }),
    endpoint(saleLineResource(account), readOnly),
    endpoint(salePaymentResource(account), readOnly),
    endpoint(paymentTypeResource(account), readOnly),
    endpoint(itemShopResource(account), readOnly),
    endpoint(inventoryLogResource(account), readOnly),
  ];
  return new Map(endpoints.map((each) => [each.name, each]));
}

function endpoint<Row>(resource: Resource<Row>, writes: Writes<Row>): Endpoint {
  const named = (id: string): Row => {
    const row = resource.read?.(id);
    if (row === undefined) throw notFound(`${resource.name} ${id}`);
    return row;
  };
  return {
    name: resource.name,
    relations: resource.relations,
    answer(request) {
      const { method, url, id, now } = request;
      if (method !== 'GET') return single(resource, written(writes, named, request), writes.answered);
      if (id === undefined) return pageOf(resource, queryOf(url.searchParams, resource), url, now);
      if (resource.read === undefined) throw notAllowed(method);
      return single(resource, named(id), relationsOf(url.searchParams, resource));
    },
  };
}

function written<Row>(writes: Writes<Row>, named: (id: string) => Row, request: EndpointRequest): Row {
  const { method, id, action } = request;
  if (id === undefined) {
    if (method === 'POST' && writes.create) return writes.create(request);
    throw notAllowed(method);
  }
  const asked = action === undefined ? method : `${method} ${action}`;
  const write = { PUT: writes.change, DELETE: writes.archive, 'POST refund': writes.refund }[asked];
  if (write === undefined) throw notAllowed(asked);
  return write(named(id), request);
}

const single = <Row>(resource: Resource<Row>, row: Row, relations: readonly string[]): TextRecord => ({
  '@attributes': { count: '1' },
  [resource.name]: recordOf(resource, row, relations),
});
