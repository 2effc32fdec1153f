import * as z from 'zod';
import type { ShopId } from '../domain/ids.ts';
import { type SaidRoute, saidRefundModes } from '../domain/payment-route.ts';
import type { Put, Table } from '../ports/table.ts';
import { saidRouteKey } from './keys.ts';

const rowVersion = 1;

const saidRouteRow = z.object({
  schema: z.literal(rowVersion),
  method: z.string(),
  route: z.object({
    refundMode: z.enum(saidRefundModes),
    provider: z.string().optional(),
    account: z.string().optional(),
  }) satisfies z.ZodType<SaidRoute>,
  by: z.string(),
  at: z.string(),
});

/** The write that remembers who refunds a payment method, as a person said; what was said last holds. */
export const writeOfSaidRoute = (
  shopId: ShopId,
  method: string,
  { route, by, at }: Readonly<{ route: SaidRoute; by: string; at: string }>,
): Put => ({
  kind: 'put',
  row: { ...saidRouteKey(shopId, method), schema: rowVersion, method, route, by, at },
});

/** Who refunds payment methods (at most 100), as far as somebody said, by method. */
export async function readSaidRoutes(
  table: Table,
  shopId: ShopId,
  methods: readonly string[],
): Promise<ReadonlyMap<string, SaidRoute>> {
  if (methods.length === 0) return new Map();
  const rows = await table.getMany([...new Set(methods)].map((method) => saidRouteKey(shopId, method)));
  return new Map(
    rows.map((row) => {
      const { method, route } = saidRouteRow.parse(row);
      return [method, route];
    }),
  );
}
