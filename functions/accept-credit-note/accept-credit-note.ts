import { type Acceptance, acceptRefundCase } from '../../shared/acceptance/accept-refund-case.ts';
import { decideCreditNote, refusalsWithoutOrder } from '../../shared/domain/credit-note.ts';
import { caseOfCreditNote, type ShopId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { FetchOrder } from '../../shared/ecom/fetch-order.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { CreditNoteRequest } from './credit-note-request.ts';

/** What accepting a credit note needs. Without `fetchOrder` an order that is not known stays unknown. */
export type AcceptCreditNoteDependencies = Readonly<{
  table: Table;
  clock: Clock;
  fetchOrder?: FetchOrder | undefined;
}>;

/**
 * Accepts a credit note, refuses it with every reason, or (`dryRun`) says what would be done. Safe to run again for
 * the same request: the same content answers the same case.
 */
export function acceptCreditNote(
  { fetchOrder, ...dependencies }: AcceptCreditNoteDependencies,
  {
    shopId,
    shop,
    request,
    dryRun,
    by,
  }: Readonly<{
    shopId: ShopId;
    shop: ShopSettings;
    request: CreditNoteRequest;
    dryRun: boolean;
    by?: string | undefined;
  }>,
): Promise<Acceptance> {
  const { order: snapshot, reason, ...content } = request;
  return acceptRefundCase(dependencies, {
    shopId,
    caseId: caseOfCreditNote(request.creditNoteId),
    orderNumber: request.orderNumber,
    content,
    reason,
    by,
    snapshot,
    fetchOrder: fetchOrder && (() => fetchOrder(shop, request.orderNumber)),
    dryRun,
    refusalsWithoutOrder: refusalsWithoutOrder(request),
    decide: (order, ledger) => decideCreditNote(order, ledger, shop, request),
  });
}
