import * as z from 'zod';
import { ConditionRefusedError, type Key, type Row, type Table } from '../ports/table.ts';
import { retailTokensKey } from './keys.ts';

const tokenPair = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  renewedAt: z.string(),
  expiresAt: z.string(),
});

/** An access token with the refresh token that was given out together with it. */
export type RetailTokenPair = Readonly<z.infer<typeof tokenPair>>;

const rowVersion = 1;

const tokensRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  pair: tokenPair.optional(),
  claimedUntil: z.string().optional(),
});

/** What is stored of a connection: its newest pair, and until when somebody has it to himself to renew it. */
export type StoredTokens = Readonly<{
  version: number;
  pair?: RetailTokenPair | undefined;
  claimedUntil?: string | undefined;
}>;

/**
 * Which connection of an account: `origin` is a fingerprint of the refresh token in the shop's secrets, from which all
 * its pairs descend. A merchant who connects again starts afresh, and two shops of one account do not disturb each other.
 */
export type TokensKey = Readonly<{ accountId: string; origin: string }>;

const keyOf = ({ accountId, origin }: TokensKey): Key => retailTokensKey(accountId, origin);

/** Reads the tokens of a connection, strongly consistent. */
export async function readTokens(table: Table, key: TokensKey): Promise<StoredTokens | undefined> {
  const row = await table.get(keyOf(key));
  return row && tokensRow.parse(row);
}

/** Makes the caller the only one who renews until that time; `undefined` when something changed since `seen` was read. */
export const claimRenewal = (
  table: Table,
  key: TokensKey,
  seen: StoredTokens | undefined,
  claimedUntil: string,
): Promise<StoredTokens | undefined> =>
  replaceTokens(table, key, seen, { version: (seen?.version ?? 0) + 1, pair: seen?.pair, claimedUntil });

/** Stores a new pair and ends the claim; `undefined` when the claim no longer stands. A pair is used only once it is stored. */
export const saveTokenPair = (
  table: Table,
  key: TokensKey,
  claimed: StoredTokens,
  pair: RetailTokenPair,
): Promise<StoredTokens | undefined> => replaceTokens(table, key, claimed, { version: claimed.version + 1, pair });

async function replaceTokens(
  table: Table,
  key: TokensKey,
  seen: StoredTokens | undefined,
  next: StoredTokens,
): Promise<StoredTokens | undefined> {
  const row: Row = { ...keyOf(key), schema: rowVersion, ...next };
  try {
    await table.put(row, seen ? { kind: 'version_equals', version: seen.version } : { kind: 'absent' });
    return next;
  } catch (error) {
    if (!(error instanceof ConditionRefusedError)) throw error;
    return undefined;
  }
}
