import { type Acceptance, acceptRefundCase } from '../../shared/acceptance/accept-refund-case.ts';
import { decideCancellation } from '../../shared/domain/cancellation.ts';
import { caseOfCancellation, type ShopId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { FetchOrder } from '../../shared/ecom/fetch-order.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { CancellationRequest } from './cancellation-request.ts';

/** What accepting a cancellation needs. Without `fetchOrder` an order that is not known stays unknown. */
export type AcceptCancellationDependencies = Readonly<{
  table: Table;
  clock: Clock;
  fetchOrder?: FetchOrder | undefined;
}>;

/** Accepts the cancellation of an order: what was not credited yet comes back. An order is cancelled once; sent again it answers the same case. */
export function acceptCancellation(
  { fetchOrder, ...dependencies }: AcceptCancellationDependencies,
  {
    shopId,
    shop,
    request,
    dryRun,
    by,
  }: Readonly<{
    shopId: ShopId;
    shop: ShopSettings;
    request: CancellationRequest;
    dryRun: boolean;
    by?: string | undefined;
  }>,
): Promise<Acceptance> {
  const { order: snapshot, reason, ...content } = request;
  return acceptRefundCase(dependencies, {
    shopId,
    caseId: caseOfCancellation(request.orderNumber),
    orderNumber: request.orderNumber,
    content,
    reason,
    by,
    snapshot,
    fetchOrder: fetchOrder && (() => fetchOrder(shop, request.orderNumber)),
    dryRun,
    decide: (order, ledger) => decideCancellation(order, ledger, shop, request),
  });
}
