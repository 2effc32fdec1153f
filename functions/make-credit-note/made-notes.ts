import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import type { EcomInvoiceItem } from '../../shared/ecom/ecom-schemas.ts';
import type { AskedCredit, EcomCredit } from '../../shared/stores/ecom-credit-store.ts';

/** The numbers of the credit notes that were not there before and take just the pieces that were asked for. */
export async function newNotesLike(
  client: EcomClient,
  { ecomOrderId, notesBefore, asked }: EcomCredit,
): Promise<readonly string[]> {
  const invoices = await client.invoicesOf(ecomOrderId);
  const added = invoices.filter(({ id, isCreditNote }) => isCreditNote && !notesBefore.includes(id));
  const items = await Promise.all(added.map(({ id }) => client.itemsOf(id)));
  return added
    .filter((_, index) => piecesIn(items[index] ?? []) === piecesOf(asked))
    .map(({ id, number }) => number || String(id));
}

const piecesOf = ({ lines }: AskedCredit): string =>
  textOf(lines.map(({ orderLineId, quantity }) => [orderLineId, quantity]));

const piecesIn = (items: readonly EcomInvoiceItem[]): string =>
  textOf(
    items.flatMap(({ orderProductId, quantity }) =>
      orderProductId === undefined || quantity === 0 ? [] : [[String(orderProductId), Math.abs(quantity)] as const],
    ),
  );

const textOf = (pieces: readonly (readonly [string, number])[]): string =>
  JSON.stringify(pieces.toSorted(([a], [b]) => a.localeCompare(b)));
