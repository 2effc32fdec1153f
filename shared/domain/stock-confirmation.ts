import type { ConfirmationNote } from './confirmation-notes.ts';
import { type ExpectedItem, type ItemVerdict, itemVerdict } from './item-movements.ts';
import { creditOf } from './refund-of-case.ts';
import type { InventoryLogRow, RetailSaleInFull } from './retail-records.ts';
import { rowsOfCase } from './rows-of-case.ts';
import { type CorrectionEffect, effectStateOf, type RefundSaleEffect, type SeenVerdict } from './stock-effect.ts';

/** The items of a refund sale's goods, as far as Retail has them. */
export type CaseItems = Readonly<{
  /** Item of each order line; a line that is missing has none, or more than one. */
  itemByLine: Readonly<Record<string, string>>;
  untrackedItemIds: readonly string[];
  /** Items that are archived or merged away. */
  archivedItemIds: readonly string[];
}>;

/** What Retail shows for a case at this moment. */
export type RetailEvidence = Readonly<{
  items: CaseItems;
  /** The refund that belongs to the case: our own, or somebody else's that the case has taken. */
  refund?: RetailSaleInFull | undefined;
  /** Further refunds of the same goods, which no other case has taken. */
  doubles: readonly RetailSaleInFull[];
  /** Whether a double is one for good. Where the link writes, a credit note that it belongs to may still be heard of. */
  areDoublesCertain: boolean;
  /** Whether Retail has any sale of the order. */
  isOrderKnown: boolean;
  isCancellation: boolean;
  rows: readonly InventoryLogRow[];
  corrections: readonly CorrectionEffect[];
  ecomPaymentTypeId: string;
}>;

/** One thing that is not as it should be, with the figures that show it. */
export type ConfirmationDifference = Readonly<{
  code: Exclude<ItemVerdict, 'right' | 'untouched'> | 'pos_credit_missing' | 'pos_credit_twice';
  itemId?: string | undefined;
  amountMinor: number;
  evidence: Readonly<Record<string, string | number>>;
}>;

/** What is concluded from the evidence. `not_yet`: it may still become right before the deadline. */
export type Confirmation =
  | Readonly<{ kind: 'not_yet' }>
  | Readonly<{
      kind: 'decided';
      verdict: SeenVerdict;
      rows: readonly InventoryLogRow[];
      notes: readonly ConfirmationNote[];
      differences: readonly ConfirmationDifference[];
    }>;

/**
 * Compares what Retail shows with what a case should have changed. What is right is decided at once, what is missing only
 * when the deadline has passed; a second refund of the same goods cannot become right and is decided at once too.
 */
export function confirmationOf(effect: RefundSaleEffect, evidence: RetailEvidence, isDue: boolean): Confirmation {
  if (evidence.corrections.some((correction) => isUnderWay(correction))) return { kind: 'not_yet' };
  const { facts } = effect;
  const { refund, doubles, items } = evidence;
  const expected = expectedItems(facts.goods, items.itemByLine);
  const isOthers = effect.progress.observed !== undefined || facts.writer === 'link';
  const saleIds = [...(refund ? [refund] : []), ...doubles].map(({ saleId }) => saleId);
  const unitsByItem = new Map(expected.map(({ itemId, units }) => [itemId, units]));
  const { corrections } = evidence;
  const rows = rowsOfCase({ facts, corrections, isOthers, saleIds, unitsByItem }, evidence.rows);
  const isNothingThere = refund === undefined && rows.length === 0;
  const rightlyNothing = isNothingThere ? reasonForNothing(effect, evidence) : undefined;
  if (rightlyNothing) {
    return isDue ? { ...nothingToSee, notes: [rightlyNothing] } : { kind: 'not_yet' };
  }
  const stock = compareStock(effect, evidence, expected, rows);
  const differences = [...stock.differences, ...compareCredit(effect, evidence)];
  const restsOnAbsence = stock.notes.some((note) => note !== 'stock_not_tracked');
  const isCertain = doubles.length > 0 && evidence.areDoublesCertain;
  const mayStillChange = !isCertain && (differences.length > 0 || restsOnAbsence);
  if (mayStillChange && !isDue) return { kind: 'not_yet' };
  const verdict = differences.length > 0 ? 'differs' : 'as_expected';
  return { kind: 'decided', verdict, rows, notes: stock.notes, differences };
}

const nothingToSee = { kind: 'decided', verdict: 'nothing_to_see', rows: [], differences: [] } as const;

function isUnderWay(correction: CorrectionEffect): boolean {
  const state = effectStateOf(correction);
  return state === 'waiting' || state === 'registered';
}

function reasonForNothing({ facts }: RefundSaleEffect, evidence: RetailEvidence): ConfirmationNote | undefined {
  if (evidence.isCancellation && !evidence.isOrderKnown) return 'cancelled_before_sync';
  return facts.creditMinor === 0 ? 'nothing_paid' : undefined;
}

/** Units and value of each item that these goods bring back; lines without an item are left out. */
export function expectedItems(
  goods: RefundSaleEffect['facts']['goods'],
  itemByLine: Readonly<Record<string, string>>,
): readonly ExpectedItem[] {
  const byItem = new Map<string, ExpectedItem>();
  for (const { orderLineId, quantity, amountMinor } of goods) {
    const itemId = itemByLine[orderLineId];
    if (itemId === undefined) continue;
    const before = byItem.get(itemId) ?? { itemId, units: 0, amountMinor: 0 };
    byItem.set(itemId, {
      itemId,
      units: before.units + quantity,
      amountMinor: before.amountMinor + amountMinor,
    });
  }
  return [...byItem.values()];
}

function compareStock(
  { facts }: RefundSaleEffect,
  { items, refund, doubles }: RetailEvidence,
  expected: readonly ExpectedItem[],
  rows: readonly InventoryLogRow[],
): Readonly<{ differences: readonly ConfirmationDifference[]; notes: readonly ConfirmationNote[] }> {
  const { updateInventory, retailShopId } = facts;
  const refundSaleId = refund?.saleId;
  const doubleSaleIds = doubles.map(({ saleId }) => saleId);
  const notes = new Set<ConfirmationNote>();
  const differences: ConfirmationDifference[] = [];
  for (const item of expected) {
    if (items.untrackedItemIds.includes(item.itemId)) {
      notes.add('stock_not_tracked');
      continue;
    }
    const verdict = itemVerdict(item, { updateInventory, retailShopId, refundSaleId, doubleSaleIds }, rows);
    if (verdict === 'right') continue;
    if (verdict === 'untouched') notes.add('no_rows_needed');
    else if (verdict === 'stock_missing' && items.archivedItemIds.includes(item.itemId)) notes.add('item_archived');
    else differences.push(stockDifference(verdict, item, facts, rows));
  }
  return { differences, notes: [...notes] };
}

function stockDifference(
  code: ConfirmationDifference['code'],
  { itemId, units, amountMinor }: ExpectedItem,
  { updateInventory }: RefundSaleEffect['facts'],
  rows: readonly InventoryLogRow[],
): ConfirmationDifference {
  const ofItem = rows.filter((row) => row.itemId === itemId);
  const seenUnits = ofItem.reduce((sum, row) => sum + row.quantityChange, 0);
  const evidence = { itemId, expectedUnits: updateInventory ? units : 0, seenUnits, rowCount: ofItem.length };
  return { code, itemId, amountMinor, evidence };
}

function compareCredit(
  { facts }: RefundSaleEffect,
  { refund, doubles, ecomPaymentTypeId }: RetailEvidence,
): readonly ConfirmationDifference[] {
  const { creditMinor } = facts;
  if (creditMinor === 0) return [];
  const credited = refund && !refund.voided && refund.completed ? creditOf(refund, ecomPaymentTypeId) : 0;
  const again = doubles.reduce((sum, sale) => sum + creditOf(sale, ecomPaymentTypeId), 0);
  const creditedMinor = credited + again;
  if (creditedMinor === creditMinor) return [];
  const code = creditedMinor > creditMinor ? 'pos_credit_twice' : 'pos_credit_missing';
  const saleId = [refund, ...doubles].flatMap((sale) => sale?.saleId ?? []).join(', ');
  const evidence = { expectedMinor: creditMinor, creditedMinor, ...(saleId !== '' && { saleId }) };
  return [{ code, amountMinor: Math.abs(creditMinor - creditedMinor), evidence }];
}
