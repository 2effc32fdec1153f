import type { RetailAccount } from './account.ts';
import type { GrantSettings } from './account-settings.ts';
import type { ItemPayload, ItemShopPayload } from './payload.ts';
import { notFound, unprocessable } from './refusal.ts';
import type { Item } from './rows.ts';

/** Makes an article. Throws a refusal for one without a description. */
export function createItem(account: RetailAccount, payload: ItemPayload, grant: GrantSettings, now: number): Item {
  if (!payload.description) throw unprocessable('description: an item needs one.');
  const item: Item = {
    itemId: account.items.nextId(),
    customSku: '',
    ean: '',
    upc: '',
    manufacturerSku: '',
    itemType: 'default',
    price: 0,
    isTaxed: true,
    archived: false,
    createdAt: now,
    changedAt: now,
    ...described(payload),
    description: payload.description,
  };
  account.items.put(item);
  setQuantities(account, item, payload, grant, now);
  return item;
}

/** Changes an article and sets quantities on hand to what the payload says, whatever they were. Throws a refusal. */
export function changeItem(
  account: RetailAccount,
  item: Item,
  payload: ItemPayload,
  grant: GrantSettings,
  now: number,
): Item {
  const twin = twinOf(account, item);
  if (payload.ItemShops !== undefined && twin !== undefined)
    throw unprocessable(`Item ${twin.itemId} has the same EAN or UPC.`);
  const fields = described(payload);
  const changed = Object.keys(fields).length === 0 ? item : { ...item, ...fields, changedAt: now };
  if (changed !== item) account.items.put(changed);
  setQuantities(account, changed, payload, grant, now);
  return changed;
}

/** Archives an article. What is on hand of it is taken out. */
export function archiveItem(account: RetailAccount, item: Item, grant: GrantSettings, now: number): Item {
  if (item.archived) return item;
  for (const { shopId, quantityOnHand } of account.stock.ofItem(item.itemId))
    if (shopId !== 0)
      writeQuantity(
        account,
        item,
        { shopId: String(shopId), change: -quantityOnHand, reason: 'RemoveForArchiveItem' },
        { grant, now },
      );
  const archived = { ...item, archived: true, changedAt: now };
  account.items.put(archived);
  return archived;
}

function setQuantities(
  account: RetailAccount,
  item: Item,
  { ItemShops }: ItemPayload,
  grant: GrantSettings,
  now: number,
): void {
  for (const itemShop of ItemShops?.ItemShop ?? []) {
    const shopId = shopOf(account, itemShop);
    const { qoh } = itemShop;
    if (qoh === undefined) continue;
    const change = qoh - account.stock.quantityOnHand(item.itemId, shopId);
    writeQuantity(
      account,
      item,
      { shopId, change, reason: account.assumptions.reasons.quantityWritten },
      { grant, now },
    );
  }
}

function writeQuantity(
  account: RetailAccount,
  item: Item,
  { shopId, change, reason }: Readonly<{ shopId: string; change: number; reason: string }>,
  { grant, now }: Readonly<{ grant: GrantSettings; now: number }>,
): void {
  account.stock.change(
    {
      item,
      shopId,
      quantityChange: change,
      reason,
      saleId: 0,
      employeeId: grant.employeeId,
      isAutomated: account.assumptions.quantityWriteIsAutomated,
      clientName: grant.clientName,
    },
    now,
  );
}

function shopOf({ settings, stock }: RetailAccount, { itemShopID, shopID }: ItemShopPayload): string {
  const known = itemShopID === undefined ? undefined : stock.get(Number(itemShopID));
  if (itemShopID !== undefined && known === undefined) throw notFound(`ItemShop ${itemShopID}`);
  const shopId = known === undefined ? shopID : String(known.shopId);
  if (!settings.shops.some((shop) => shop.shopId === shopId))
    throw unprocessable('ItemShops: a shop of the account is needed.');
  return shopId ?? '';
}

/** Another article with the same EAN or UPC: Retail then refuses to write a quantity. */
function twinOf({ items }: RetailAccount, { itemId, ean, upc }: Item): Item | undefined {
  const same = [
    ...(ean === '' ? [] : items.withCode('ean', [ean])),
    ...(upc === '' ? [] : items.withCode('upc', [upc])),
  ];
  return same.find(
    (other) => other.itemId !== itemId && ((ean !== '' && other.ean === ean) || (upc !== '' && other.upc === upc)),
  );
}

function described(payload: ItemPayload): Partial<Item> {
  const { description, customSku, ean, upc, manufacturerSku, itemType, tax, Prices } = payload;
  const price = Prices?.ItemPrice.find(({ useType }) => useType === undefined || useType === 'Default')?.amount;
  return {
    ...(description !== undefined && { description }),
    ...(customSku !== undefined && { customSku }),
    ...(ean !== undefined && { ean }),
    ...(upc !== undefined && { upc }),
    ...(manufacturerSku !== undefined && { manufacturerSku }),
    ...(itemType !== undefined && { itemType }),
    ...(tax !== undefined && { isTaxed: tax }),
    ...(price !== undefined && { price }),
  };
}
