import type { ShopId } from '../../shared/domain/ids.ts';
import { secondsBetween } from '../../shared/domain/instants.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import { EcomRefusedError, EcomUnavailableError } from '../../shared/ecom/ecom-errors.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { NoAnswerError } from '../../shared/ports/http.ts';
import type { Table } from '../../shared/ports/table.ts';
import { writeOfAudit } from '../../shared/stores/audit-store.ts';
import {
  type AskedCredit,
  type EcomCredit,
  readEcomCredit,
  writeEcomCredit,
} from '../../shared/stores/ecom-credit-store.ts';
import { newNotesLike } from './made-notes.ts';
import { refusalsOf } from './remaining-to-credit.ts';

/** What making a credit note needs: the shop's own eCom. */
export type MakeCreditNoteDependencies = Readonly<{ table: Table; clock: Clock; client: EcomClient }>;

/** What became of it. `in_doubt`: it was sent, and nobody knows yet; asking again looks, and never sends. */
export type Making =
  | Readonly<{ kind: 'made'; creditNoteId: string }>
  | Readonly<{ kind: 'in_doubt' | 'not_made' | 'order_unknown' | 'conflict' }>
  | Readonly<{ kind: 'unclear'; creditNoteIds: readonly string[] }>
  | Readonly<{ kind: 'refused'; reasons: readonly Refusal[] }>
  | Readonly<{ kind: 'refused_by_ecom'; fields: readonly string[] }>;

// What eCom has not shown by then it was not told: its own temporary blindness ends within minutes.
const doubtSeconds = 600;

/**
 * Makes a credit note in eCom, once. eCom knows no key of ours and makes a second one when it is asked twice, so: claim,
 * look what is there, leave our mark on the order, note that it is being sent, send once. Whatever comes back, the truth
 * is read from eCom; a request in doubt is settled by reading, never by sending again. Safe to be called any number of times.
 */
export async function makeCreditNote(
  dependencies: MakeCreditNoteDependencies,
  { shopId, key, asked, by }: Readonly<{ shopId: ShopId; key: string; asked: AskedCredit; by: string }>,
): Promise<Making> {
  const { table } = dependencies;
  const known = await readEcomCredit(table, shopId, key);
  if (known !== undefined && JSON.stringify(known.asked) !== JSON.stringify(asked)) return { kind: 'conflict' };
  const credit = known ?? (await claim(dependencies, asked));
  if ('kind' in credit) return credit;
  const place = { shopId, key };
  switch (credit.state.name) {
    case 'claimed':
      return send(dependencies, { ...place, by }, credit);
    case 'sending':
      return settle(dependencies, place, credit, credit.state.since);
    case 'made':
      return { kind: 'made', creditNoteId: credit.state.creditNoteId };
    case 'refused':
      return { kind: 'refused_by_ecom', fields: credit.state.fields };
    case 'not_made':
      return { kind: 'not_made' };
    case 'unclear':
      return { kind: 'unclear', creditNoteIds: credit.state.creditNoteIds };
  }
}

type Place = Readonly<{ shopId: ShopId; key: string }>;

/** Looks at the order as it is now. Nothing is stored for what the rules refuse. */
async function claim({ client }: MakeCreditNoteDependencies, asked: AskedCredit): Promise<EcomCredit | Making> {
  const order = await client.orderByNumber(asked.orderNumber);
  if (order === undefined) return { kind: 'order_unknown' };
  const [lines, invoices] = await Promise.all([client.linesOf(order.id), client.invoicesOf(order.id)]);
  const reasons = refusalsOf(lines, asked);
  if (reasons.length > 0) return { kind: 'refused', reasons };
  const notesBefore = invoices.filter(({ isCreditNote }) => isCreditNote).map(({ id }) => id);
  return { version: 0, asked, ecomOrderId: order.id, notesBefore, state: { name: 'claimed' } };
}

/** Whoever writes that it is being sent is the one who sends; all others find it in doubt. */
async function send(
  dependencies: MakeCreditNoteDependencies,
  { by, ...place }: Place & Readonly<{ by: string }>,
  credit: EcomCredit,
): Promise<Making> {
  const { table, clock, client } = dependencies;
  const { shopId, key } = place;
  const { ecomOrderId, asked } = credit;
  const markKey = `avoir_credit_note_${key}`;
  const marks = await client.metafieldsOf(ecomOrderId);
  if (!marks.some((mark) => mark.key === markKey))
    await client.addMetafield(ecomOrderId, { key: markKey, value: clock.now() });
  const since = clock.now();
  const sending: EcomCredit = { ...credit, state: { name: 'sending', since } };
  const details = { orderNumber: asked.orderNumber };
  const audit = writeOfAudit({ shopId, at: since, by, action: 'ecom_credit_note_sent', subject: key, details });
  if ((await writeEcomCredit(table, shopId, key, sending, [audit])) === 'lost_race') return { kind: 'in_doubt' };
  const sent: EcomCredit = { ...sending, version: credit.version + 1 };
  try {
    await client.credit(ecomOrderId, {
      creditPayment: asked.creditPaymentCosts,
      creditShipment: asked.creditShipping,
      notifyNew: asked.notifyCustomer,
      updateStock: asked.updateInventory,
      orderProducts: asked.lines.map(({ orderLineId, quantity }) => ({ id: Number(orderLineId), quantity })),
    });
  } catch (error) {
    if (error instanceof EcomRefusedError) {
      const fields = [...error.fields];
      await writeEcomCredit(table, shopId, key, { ...sent, state: { name: 'refused', fields } });
      return { kind: 'refused_by_ecom', fields };
    }
    if (error instanceof NoAnswerError || error instanceof EcomUnavailableError) return { kind: 'in_doubt' };
    // Limited, or not let in: nothing was done, and the next attempt may send.
    await writeEcomCredit(table, shopId, key, { ...sent, state: { name: 'claimed' } });
    throw error;
  }
  return settle(dependencies, place, sent, since);
}

/** Finds out by reading what became of what was sent. */
async function settle(
  { table, clock, client }: MakeCreditNoteDependencies,
  { shopId, key }: Place,
  credit: EcomCredit,
  since: string,
): Promise<Making> {
  const made = await newNotesLike(client, credit);
  const [first, ...others] = made;
  const isOver = secondsBetween(since, clock.now()) > doubtSeconds;
  if (first === undefined && !isOver) return { kind: 'in_doubt' };
  const state = stateOf(first, others);
  await writeEcomCredit(table, shopId, key, { ...credit, state });
  if (state.name === 'made') return { kind: 'made', creditNoteId: state.creditNoteId };
  return state.name === 'unclear' ? { kind: 'unclear', creditNoteIds: state.creditNoteIds } : { kind: 'not_made' };
}

function stateOf(first: string | undefined, others: readonly string[]) {
  if (first === undefined) return { name: 'not_made' } as const;
  // Two alike are a person's business: one of them somebody else made.
  if (others.length > 0) return { name: 'unclear', creditNoteIds: [first, ...others] } satisfies EcomCredit['state'];
  return { name: 'made', creditNoteId: first } as const;
}
