import * as z from 'zod';
import type { MatchingTask } from '../../../shared/domain/matching/matching-rows.ts';
import { minorOf } from '../../../shared/ecom/ecom-amount.ts';
import { type EcomOrder, ecomInvoiceSchema, ecomOrderSchema } from '../../../shared/ecom/ecom-schemas.ts';
import { customerOfEcom } from '../../../shared/ecom/order-of-ecom.ts';
import { UnreadableReportError } from '../../../shared/reports/report-source.ts';
import type { CreditNotes, RejectedRow } from './credit-note-file.ts';
import type { KnownOrder } from './order-file.ts';
import { providerOfMethod } from './provider-of-method.ts';

const listOf = (name: string) => z.object({ [name]: z.array(z.unknown()) });

/** Lists of eCom's own API in a file: pages `{invoices: […]}` and `{orders: […]}`, several of them in one array, or one object with both. */
export function ecomLists(
  value: unknown,
): Readonly<{ invoices: readonly unknown[]; orders: readonly unknown[] }> | undefined {
  const pages = Array.isArray(value) ? value : [value];
  const invoices = pages.flatMap((page) => listOf('invoices').safeParse(page).data?.invoices ?? []);
  const orders = pages.flatMap((page) => listOf('orders').safeParse(page).data?.orders ?? []);
  return invoices.length + orders.length === 0 && !pages.some(isList) ? undefined : { invoices, orders };
}

const isList = (page: unknown): boolean =>
  listOf('invoices').safeParse(page).success || listOf('orders').safeParse(page).success;

/** The orders among what eCom's API answered, by eCom's own id and by number. */
export function ordersOfEcom(items: readonly unknown[], currency: string, file: string) {
  const orders = new Map<number, KnownOrder>();
  const rejected: RejectedRow[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = ecomOrderSchema.safeParse(item);
    if (parsed.success) orders.set(parsed.data.id, knownOrderOf(parsed.data, currency));
    else rejected.push({ file, line: index + 1, reason: `order_of_another_form: ${wrongIn(parsed.error)}` });
  }
  return { orders, rejected };
}

function knownOrderOf(order: EcomOrder, currency: string): KnownOrder {
  const { name, email } = customerOfEcom(order);
  return {
    orderNumber: order.number,
    orderTotalMinor: minorOf(order.priceIncl, currency),
    paidAt: order.createdAt,
    customerName: name,
    customerEmail: email,
    provider: providerOfMethod(order.paymentId) ?? providerOfMethod(order.paymentTitle),
  };
}

/** The credit notes among the invoices: told by `isCreditNote` alone, their total whichever sign it has. */
export function creditNotesOfEcom(
  items: readonly unknown[],
  { orders, currency, file }: Readonly<{ orders: ReadonlyMap<number, KnownOrder>; currency: string; file: string }>,
): CreditNotes {
  const tasks = new Map<string, MatchingTask>();
  const rejected: RejectedRow[] = [];
  let otherDocuments = 0;
  for (const [index, item] of items.entries()) {
    const parsed = ecomInvoiceSchema.safeParse(item);
    if (!parsed.success) {
      rejected.push({ file, line: index + 1, reason: `invoice_of_another_form: ${wrongIn(parsed.error)}` });
    } else if (parsed.data.isCreditNote) {
      const { id, number, priceIncl, createdAt, order } = parsed.data;
      const taskId = number || String(id);
      const known = order === undefined || order === null ? undefined : orders.get(order);
      tasks.set(taskId, {
        taskId,
        ...known,
        amountMinor: Math.abs(minorOf(priceIncl, currency)),
        currency,
        issuedAt: createdAt,
      });
    } else {
      otherDocuments += 1;
    }
  }
  return { tasks: [...tasks.values()], rejected, otherDocuments };
}

function wrongIn(error: z.ZodError): string {
  return error.issues.map(({ path }) => path.join('.')).join(', ');
}

/** eCom's API says no currency with an order or an invoice: it is the shop's. */
export function currencyOfEcom(currency: string | undefined): string {
  if (currency === undefined)
    throw new UnreadableReportError(
      "eCom's own JSON does not say the shop's currency. Say --currency EUR, for example.",
    );
  return currency.toUpperCase();
}
