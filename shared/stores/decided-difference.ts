import { differenceBookingsAfter } from '../domain/difference-account.ts';
import type { Settlement } from '../domain/difference-settlement.ts';
import type { ShopId } from '../domain/ids.ts';
import type { Update } from '../ports/table.ts';
import { keyOfDifference, overBy, type StoredDifference } from './difference-store.ts';
import { differencesOfShop } from './keys.ts';

/** The write of what a person said about how a difference ends: for good, or waiting for a second person. */
export function writeOfSettlement(
  shopId: ShopId,
  known: StoredDifference,
  { kind, settlement }: Readonly<{ kind: 'settled' | 'proposed'; settlement: Settlement }>,
): Update {
  const isOver = kind === 'settled';
  return {
    kind: 'update',
    key: keyOfDifference({ shopId, ...known }),
    set: {
      version: known.version + 1,
      settlement,
      ...(isOver && { state: 'settled', ...overBy(shopId, known, settlement.ending, settlement.at) }),
    },
    condition: { kind: 'version_equals', version: known.version },
  };
}

/** The write that takes a difference off the list for good because a person said which item it is about. */
export function writeOfSaidItem(
  shopId: ShopId,
  known: StoredDifference,
  said: NonNullable<StoredDifference['said']>,
): Update {
  return {
    kind: 'update',
    key: keyOfDifference({ shopId, ...known }),
    set: { version: known.version + 1, state: 'settled', said, ...overBy(shopId, known, 'item_said', said.at) },
    condition: { kind: 'version_equals', version: known.version },
  };
}

/** The write that puts a settled difference back on the list. */
export function writeOfReopening(shopId: ShopId, known: StoredDifference, at: string): Update {
  const { amountMinor } = known;
  return {
    kind: 'update',
    key: keyOfDifference({ shopId, ...known }),
    set: {
      version: known.version + 1,
      state: 'open',
      // One that only waited for a second person was never off the list.
      ...(known.state !== 'open' && {
        bookings: differenceBookingsAfter(known.bookings, { kind: 'reopened', at, amountMinor }),
      }),
      workKey: differencesOfShop(shopId),
      workOrder: `${known.raisedAt}#${known.differenceId}`,
    },
    remove: ['settlement'],
    condition: { kind: 'version_equals', version: known.version },
  };
}
