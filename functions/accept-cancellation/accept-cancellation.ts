import { type Acceptance, acceptRefundCase } from '../../shared/acceptance/accept-refund-case.ts';
import { decideCancellation } from '../../shared/domain/cancellation.ts';
import { caseOfCancellation, type ShopId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { CancellationRequest } from './cancellation-request.ts';

/** What accepting a cancellation needs. */
export type AcceptCancellationDependencies = Readonly<{ table: Table; clock: Clock }>;

/** Accepts the cancellation of an order: what was not credited yet comes back. An order is cancelled once; sent again it answers the same case. */
export function acceptCancellation(
  dependencies: AcceptCancellationDependencies,
  {
    shopId,
    shop,
    request,
    dryRun,
  }: Readonly<{ shopId: ShopId; shop: ShopSettings; request: CancellationRequest; dryRun: boolean }>,
): Promise<Acceptance> {
  const { order: snapshot, reason: _, ...content } = request;
  return acceptRefundCase(dependencies, {
    shopId,
    caseId: caseOfCancellation(request.orderNumber),
    orderNumber: request.orderNumber,
    content,
    snapshot,
    dryRun,
    decide: (order, ledger) => decideCancellation(order, ledger, shop, request),
  });
}
