import * as z from 'zod';
import { toDecimalText } from '../domain/money.ts';
import type { RetailAssumptions } from '../domain/retail-assumptions.ts';
import type { RefundSaleDraft, RefundSaleLine, RefundSalePayment } from '../domain/retail-records.ts';
import type { RetailClient, SaleFilter } from './retail-client.ts';
import { RetailRefusedError } from './retail-errors.ts';
import { between, mostPerRequest, oneOf, type RetailQuery } from './retail-query.ts';
import type { RetailRequests } from './retail-requests.ts';
import {
  paymentOfSaleSchema,
  paymentTypeSchema,
  saleInFullSchema,
  saleRelations,
  saleSchema,
} from './retail-schemas.ts';

type SaleMethods = Pick<
  RetailClient,
  | 'draftRefundSale'
  | 'readSale'
  | 'findSales'
  | 'changeSale'
  | 'completeSale'
  | 'archiveSale'
  | 'findPayments'
  | 'paymentTypes'
>;

/** The part of the client that deals with sales and payment types. */
export function retailSales(requests: RetailRequests, currency: string, assumptions: RetailAssumptions): SaleMethods {
  const sale = saleSchema(currency);
  const saleInFull = saleInFullSchema(currency);
  const paymentOfSale = paymentOfSaleSchema(currency);
  const content = saleContent(currency);

  const write = (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
    requests.single({ method, path, ...(body !== undefined && { body }) }, 'Sale', sale);

  const readSale: SaleMethods['readSale'] = (saleId) =>
    requests.single(
      { method: 'GET', path: `Sale/${saleId}`, query: { load_relations: saleRelations } },
      'Sale',
      saleInFull,
    );

  // A refusal because it is done already is success, whatever words it comes in: the sale itself says so.
  const unlessDone = async (
    saleId: string,
    attempt: ReturnType<SaleMethods['completeSale']>,
    done: 'completed' | 'archived',
  ): ReturnType<SaleMethods['completeSale']> => {
    try {
      return await attempt;
    } catch (error) {
      if (!(error instanceof RetailRefusedError)) throw error;
      const { value, budget } = await readSale(saleId);
      if (value[done]) return { value, budget };
      throw error;
    }
  };

  return {
    readSale,
    draftRefundSale: async (draft) => {
      if (!assumptions.openSaleMovesNothing) throw new Error('A draft would move stock: the protocol does not hold.');
      return await write('POST', 'Sale', content.ofDraft(draft));
    },
    findSales: (filter) =>
      requests.list({ resource: 'Sale', query: queryOf(filter), cursor: filter.cursor }, saleInFull),
    changeSale: (saleId, addedLines) =>
      write('PUT', `Sale/${saleId}`, { SaleLines: { SaleLine: addedLines.map(content.ofLine) } }),
    async completeSale(saleId, payment) {
      if (!assumptions.completingTwiceIsHarmless) {
        const seen = await readSale(saleId);
        if (seen.value.completed) return seen;
      }
      const sentAlong = assumptions.openSaleKeepsItsPayment ? {} : content.ofPayment(payment);
      return await unlessDone(saleId, write('PUT', `Sale/${saleId}`, { completed: true, ...sentAlong }), 'completed');
    },
    archiveSale: (saleId) =>
      assumptions.openSaleCanBeArchived
        ? unlessDone(saleId, write('DELETE', `Sale/${saleId}`), 'archived')
        : readSale(saleId),
    async findPayments({ paymentTypeId, createdBetween: { from, to }, cursor }) {
      const query = { paymentTypeID: paymentTypeId, createTime: between(from, to), limit: String(mostPerRequest) };
      const { value, budget } = await requests.list({ resource: 'SalePayment', query, cursor }, paymentOfSale);
      return { value: { ...value, items: value.items.flatMap((payment) => payment ?? []) }, budget };
    },
    async paymentTypes() {
      const { value, budget } = await requests.list(
        { resource: 'PaymentType', query: { limit: String(mostPerRequest) } },
        paymentTypeSchema,
      );
      return { value: value.items, budget };
    },
  };
}

function queryOf(filter: SaleFilter): RetailQuery {
  return {
    load_relations: saleRelations,
    limit: String(mostPerRequest),
    saleID: filter.saleIds && oneOf(filter.saleIds),
    referenceNumber: filter.referenceNumbers && oneOf(filter.referenceNumbers),
    referenceNumberSource: filter.referenceNumberSource,
    completed: filter.completed === undefined ? undefined : String(filter.completed),
    archived: filter.withArchived ? 'true' : undefined,
    createTime: filter.createdBetween && between(filter.createdBetween.from, filter.createdBetween.to),
  };
}

const positive = z.int().positive();

// Prices never go below zero in Retail; what is given back is a negative quantity, what is taken away a positive one.
function saleContent(currency: string) {
  const decimal = (minor: number) => toDecimalText({ minor, currency });
  const ofLine = (line: RefundSaleLine) =>
    line.kind === 'item'
      ? {
          itemID: line.itemId,
          unitQuantity: -positive.parse(line.quantity),
          unitPrice: decimal(line.unitPriceMinor),
          ...(line.parentSaleLineId !== undefined && { parentSaleLineID: line.parentSaleLineId }),
        }
      : {
          itemID: 0,
          unitQuantity: line.amountMinor > 0 ? -1 : 1,
          unitPrice: decimal(positive.parse(Math.abs(line.amountMinor))),
          tax: false,
        };
  const ofPayment = (payment: RefundSalePayment | undefined) =>
    payment && {
      SalePayments: {
        SalePayment: { paymentTypeID: payment.paymentTypeId, amount: decimal(-positive.parse(payment.amountMinor)) },
      },
    };
  const ofDraft = (draft: RefundSaleDraft) => ({
    completed: false,
    enablePromotions: false,
    referenceNumber: draft.referenceNumber,
    referenceNumberSource: draft.referenceNumberSource,
    shopID: draft.shopId,
    registerID: draft.registerId,
    employeeID: draft.employeeId,
    SaleLines: { SaleLine: draft.lines.map(ofLine) },
    ...ofPayment(draft.payment),
  });
  return { ofLine, ofPayment, ofDraft };
}
