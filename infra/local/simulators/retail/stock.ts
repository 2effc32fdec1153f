import type { RetailAssumptions } from './assumptions.ts';
import type { InventoryLogRow, Item, ItemShop } from './rows.ts';

/** Who changes a quantity, and why. */
export type StockChange = Readonly<{
  item: Item;
  shopId: string;
  quantityChange: number;
  reason: string;
  saleId: number;
  employeeId: string;
  isAutomated: boolean;
  clientName: string;
}>;

/** The quantities on hand of one account, and the log of their changes. */
export type Stock = Readonly<{
  /** Changes a quantity and writes the row that says so; nothing for an article whose stock is not tracked. */
  change(change: StockChange, now: number): void;
  quantityOnHand(itemId: number, shopId: string): number;
  /** One row per shop that ever had the article, and the one that sums them up. */
  ofItem(itemId: number): readonly ItemShop[];
  get(itemShopId: number): ItemShop | undefined;
  all(): Iterable<ItemShop>;
  setReorder(itemShopId: number, reorder: Readonly<{ reorderPoint: number; reorderLevel: number }>, now: number): void;
  /** Rows in the order in which they were written; the row with id n stands at n - 1. */
  log(): readonly InventoryLogRow[];
  logOfItem(itemId: number): readonly InventoryLogRow[];
}>;

const allShops = 0;

/** Stock of an account that has none yet. */
export function emptyStock({ refundRows }: Pick<RetailAssumptions, 'refundRows'>): Stock {
  const rows: ItemShop[] = [];
  const placesOfItem = new Map<number, Map<number, number>>();
  const log: InventoryLogRow[] = [];
  const logByItem = new Map<number, InventoryLogRow[]>();

  function placeOf(itemId: number, shopId: number, now: number): ItemShop {
    const places = placesOfItem.get(itemId) ?? new Map<number, number>();
    placesOfItem.set(itemId, places);
    const known = rows[places.get(shopId) ?? -1];
    if (known !== undefined) return known;
    const row: ItemShop = {
      itemShopId: rows.length + 1,
      itemId,
      shopId,
      quantityOnHand: 0,
      reorderPoint: 0,
      reorderLevel: 0,
      changedAt: now,
    };
    places.set(shopId, rows.length);
    rows.push(row);
    return row;
  }

  function add(itemId: number, shopId: number, quantity: number, now: number): number {
    const row = placeOf(itemId, shopId, now);
    const quantityOnHand = row.quantityOnHand + quantity;
    rows[row.itemShopId - 1] = { ...row, quantityOnHand, changedAt: now };
    return quantityOnHand;
  }

  function changeOnce({ item, quantityChange, clientName, ...said }: StockChange, now: number): void {
    add(item.itemId, allShops, quantityChange, now);
    const quantityOnHand = add(item.itemId, Number(said.shopId), quantityChange, now);
    const row: InventoryLogRow = {
      ...said,
      inventoryLogId: log.length + 1,
      itemId: item.itemId,
      quantityChange,
      causedNegative: quantityChange < 0 && quantityOnHand < 0,
      createdAt: now,
      clientName,
    };
    log.push(row);
    const ofItem = logByItem.get(item.itemId);
    if (ofItem === undefined) logByItem.set(item.itemId, [row]);
    else ofItem.push(row);
  }

  return {
    change(change, now) {
      if (change.item.itemType === 'non_inventory' || change.quantityChange === 0) return;
      const isByUnit = refundRows === 'one_per_unit' && change.saleId !== 0 && change.quantityChange > 0;
      if (!isByUnit) return changeOnce(change, now);
      for (let unit = 0; unit < change.quantityChange; unit += 1) changeOnce({ ...change, quantityChange: 1 }, now);
    },
    quantityOnHand(itemId, shopId) {
      const at = placesOfItem.get(itemId)?.get(Number(shopId));
      return (at === undefined ? undefined : rows[at])?.quantityOnHand ?? 0;
    },
    ofItem: (itemId) => [...(placesOfItem.get(itemId)?.values() ?? [])].flatMap((at) => rows[at] ?? []),
    get: (itemShopId) => rows[itemShopId - 1],
    all: () => rows,
    setReorder(itemShopId, reorder, now) {
      const row = rows[itemShopId - 1];
      if (row !== undefined) rows[itemShopId - 1] = { ...row, ...reorder, changedAt: now };
    },
    log: () => log,
    logOfItem: (itemId) => logByItem.get(itemId) ?? [],
  };
}
