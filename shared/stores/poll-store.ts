import * as z from 'zod';
import type { ShopId } from '../domain/ids.ts';
import type { PolledSpan } from '../domain/poll-window.ts';
import { ConditionRefusedError, type Table } from '../ports/table.ts';
import type { CoveredAccount } from './coverage-store.ts';
import { pollKey } from './keys.ts';

const rowVersion = 1;

const pollRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  provider: z.string(),
  account: z.string(),
  since: z.string(),
  seenUntil: z.string(),
  /** When its list was asked for last, answered or not. */
  sentAt: z.string(),
});

/** How far an account's refunds were listed, as it is stored. */
export type StoredPoll = Readonly<z.infer<typeof pollRow>>;

/** Reads how far accounts were listed, in their order. */
export async function readPolls(
  table: Table,
  shopId: ShopId,
  accounts: readonly CoveredAccount[],
): Promise<readonly (StoredPoll | undefined)[]> {
  const keys = accounts.map((account) => pollKey(shopId, account.provider, account.account));
  const rows = keys.length === 0 ? [] : await table.getMany(keys);
  const bySortKey = new Map(rows.map((row) => [row.sk, pollRow.parse(row)]));
  return keys.map(({ sk }) => bySortKey.get(sk));
}

/**
 * Begins to list an account, or notes that its list was asked for at that time; `false` when somebody else did so meanwhile.
 * It begins with now: what was before is for reports.
 */
export async function notePollSent(
  table: Table,
  shopId: ShopId,
  { provider, account }: CoveredAccount,
  { known, now }: Readonly<{ known: StoredPoll | undefined; now: string }>,
): Promise<boolean> {
  const begun = { schema: rowVersion, version: 0, provider, account, since: now, seenUntil: now } as const;
  const next = { ...(known ?? begun), sentAt: now };
  return await write(table, shopId, next, known !== undefined);
}

/** Keeps how far an account was seen, on what is there by then; never less than somebody else has seen. */
export async function savePolledSpan(
  table: Table,
  shopId: ShopId,
  account: CoveredAccount,
  { seenUntil }: PolledSpan,
): Promise<void> {
  for (;;) {
    const [known] = await readPolls(table, shopId, [account]);
    if (known === undefined || known.seenUntil >= seenUntil) return;
    if (await write(table, shopId, { ...known, seenUntil }, true)) return;
  }
}

async function write(table: Table, shopId: ShopId, poll: StoredPoll, isKnown: boolean): Promise<boolean> {
  const { version } = poll;
  const row = { ...pollKey(shopId, poll.provider, poll.account), ...poll, version: version + 1 };
  try {
    await table.put(row, isKnown ? { kind: 'version_equals', version } : { kind: 'absent' });
    return true;
  } catch (error) {
    if (error instanceof ConditionRefusedError) return false;
    throw error;
  }
}
