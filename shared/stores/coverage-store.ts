import * as z from 'zod';
import { type CoveredSpan, withSpan } from '../domain/coverage.ts';
import type { ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Key, type Table } from '../ports/table.ts';
import { coverageKey } from './keys.ts';

/**
 * By which way days of an account were seen whole: a report that covers them, or a list that was asked for, of its payments
 * (`poll`) or of its refunds (`refund_poll`).
 */
export const coveringChannels = ['report', 'poll', 'refund_poll'] as const;
export type CoveringChannel = (typeof coveringChannels)[number];

/** What is covered of an account, by channel. */
export type AccountCoverage = Readonly<Partial<Record<CoveringChannel, readonly CoveredSpan[]>>>;

/** One account of a shop at a provider. */
export type CoveredAccount = Readonly<{ provider: string; account: string }>;

const rowVersion = 1;
/** Parses stored spans. */
export const spans = z.array(z.object({ from: z.string(), until: z.string() }));
const coverageRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  channels: z.partialRecord(z.enum(coveringChannels), spans),
});

const mostAttempts = 8;

/** The same coverage was changed by others again and again; whoever adds to it may do so again. */
class CoverageContendedError extends Error {
  override readonly name = 'CoverageContendedError';
}

const keyOf = (shopId: ShopId, { provider, account }: CoveredAccount): Key => coverageKey(shopId, provider, account);

/** Adds days that a channel has seen whole. Added again it changes nothing. */
export async function addCoverage(
  table: Table,
  shopId: ShopId,
  account: CoveredAccount,
  { channel, span }: Readonly<{ channel: CoveringChannel; span: CoveredSpan }>,
): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const row = await table.get(keyOf(shopId, account));
    const known = row && coverageRow.parse(row);
    const before = known?.channels[channel] ?? [];
    const after = withSpan(before, span);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    const next = {
      ...keyOf(shopId, account),
      schema: rowVersion,
      version: (known?.version ?? 0) + 1,
      channels: { ...known?.channels, [channel]: after },
    };
    try {
      const condition = known
        ? ({ kind: 'version_equals', version: known.version } as const)
        : ({ kind: 'absent' } as const);
      await table.put(next, condition);
      return;
    } catch (error) {
      if (!(error instanceof ConditionRefusedError)) throw error;
    }
  }
  throw new CoverageContendedError('The coverage was changed by others again and again.');
}

/** What is covered of accounts, in their order. */
export async function readCoverage(
  table: Table,
  shopId: ShopId,
  accounts: readonly CoveredAccount[],
): Promise<readonly AccountCoverage[]> {
  const keys = accounts.map((account) => keyOf(shopId, account));
  const rows = keys.length === 0 ? [] : await table.getMany(keys);
  const byKey = new Map(rows.map((row) => [row.sk, coverageRow.parse(row).channels]));
  return keys.map(({ sk }) => byKey.get(sk) ?? {});
}
