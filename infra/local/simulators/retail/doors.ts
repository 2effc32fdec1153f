import * as z from 'zod';
import type { RetailAccount } from './account.ts';
import type { GrantSettings } from './account-settings.ts';
import { decimalOf } from './decimal.ts';
import { answerReading } from './door-readings.ts';
import { itemIdOf, knownItemId, parsed } from './door-request.ts';
import { createItem } from './item-writes.ts';
import { refundByLink, restoreCardByLink, sellByLink } from './native-link.ts';
import { itemPayloadOf } from './payload.ts';
import { sellAtTill } from './till.ts';

/** A person who counts stock in, before the shop opens. */
const stockTaker: GrantSettings = { clientId: 'simulator', clientName: '', employeeId: '1' };

const decimal = z.string().transform((text, context) => {
  const amount = decimalOf(text);
  if (amount !== undefined) return amount;
  context.addIssue('not a number');
  return z.NEVER;
});

const items = z.strictObject({
  items: z.array(z.looseObject({ customSku: z.string().min(1) })).max(10_000),
});
const linkedSale = z.strictObject({
  orderNumber: z.string(),
  lines: z.array(z.strictObject({ customSku: z.string(), quantity: z.int().positive(), unitPrice: decimal })),
  otherAmount: decimal.optional(),
});
const linkedRefund = z.strictObject({ ...linkedSale.shape, updateInventory: z.boolean() });
const restoredCard = z.strictObject({ orderNumber: z.string(), amount: decimal });
const tillSale = z.strictObject({ customSku: z.string(), quantity: z.int(), shopId: z.string().optional() });

type Door = (account: RetailAccount, body: unknown, now: number) => unknown;

/** What stands beside the API: what people and Lightspeed's own programs do in Retail. */
const doors: ReadonlyMap<string, Door> = new Map<string, Door>([
  [
    'items',
    // Articles that are there already stay as they are, so that the same list may come again.
    (account, body, now) => {
      const wanted = parsed(items, body).items.filter(({ customSku }) => itemIdOf(account, customSku) === undefined);
      for (const item of wanted) createItem(account, itemPayloadOf(item), stockTaker, now);
      return { created: wanted.length };
    },
  ],
  [
    'till-sales',
    (account, body, now) => {
      const { customSku, ...sale } = parsed(tillSale, body);
      return { saleID: sellAtTill(account, { ...sale, itemId: knownItemId(account, customSku) }, now).saleId };
    },
  ],
  [
    'link-sales',
    (account, body, now) => {
      const { lines, ...order } = parsed(linkedSale, body);
      return { saleID: sellByLink(account, { ...order, lines: withItems(account, lines) }, now).saleId };
    },
  ],
  [
    'link-refunds',
    (account, body, now) => {
      const { lines, ...creditNote } = parsed(linkedRefund, body);
      return { saleID: refundByLink(account, { ...creditNote, lines: withItems(account, lines) }, now).saleId };
    },
  ],
  [
    'restored-cards',
    (account, body, now) => ({ saleID: restoreCardByLink(account, parsed(restoredCard, body), now).saleId }),
  ],
]);

/** Answers a request at one of the doors; throws a refusal. */
export function answerDoor(account: RetailAccount, door: string, body: unknown, now: number): unknown {
  const answer = doors.get(door);
  return answer === undefined ? answerReading(account, door, body) : answer(account, body, now);
}

const withItems = <Line extends Readonly<{ customSku: string }>>(account: RetailAccount, lines: readonly Line[]) =>
  lines.map(({ customSku, ...line }) => ({ ...line, itemId: knownItemId(account, customSku) }));
