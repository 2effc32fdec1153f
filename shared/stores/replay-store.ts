import * as z from 'zod';
import type { LetterName, LetterSelection } from '../domain/dead-letter.ts';
import { ConditionRefusedError, type Table, TransactionRefusedError } from '../ports/table.ts';
import { type AuditEntry, writeOfAudit } from './audit-store.ts';
import { replayPartition } from './keys.ts';
import { readPartition } from './partition.ts';

/** What a plan foresees of letters that are alike: where they go and what that would do, by counts of letters. */
export type PlannedGroup = Readonly<{
  queueName: string;
  destination: string;
  letterCount: number;
  verdicts: Readonly<Record<string, number>>;
}>;

/** What a replay will do, fixed when it was planned: exactly these letters, in this order. */
export type ReplayPlan = Readonly<{
  replayId: string;
  plannedAt: string;
  plannedBy: string;
  selection: LetterSelection;
  ratePerSecond: number;
  letters: readonly LetterName[];
  /** More letters fit the selection than one plan takes. */
  hasMore: boolean;
  groups: readonly PlannedGroup[];
  /** Shops that the letters belong to, and `undefined` for those of no shop that is known. */
  shopIds: readonly (string | undefined)[];
}>;

/** What became of the letters that a replay has dealt with. */
export type ReplayCounts = Readonly<{ sent: number; skipped: number; kept: number; refused: number }>;

/** How far a replay is: `next` letters of its plan are dealt with, and nothing more is sent before `notBefore`. */
export type ReplayProgress = Readonly<{
  version: number;
  state: 'planned' | 'running' | 'done' | 'cancelled';
  next: number;
  counts: ReplayCounts;
  notBefore: string;
}>;

/** A replay as it is stored. */
export type StoredReplay = Readonly<{ plan: ReplayPlan; progress: ReplayProgress }>;

const rowVersion = 1;
const count = z.int().nonnegative();
const letterName = z.object({ queueName: z.string(), letterId: z.string() });
/** Parses the stored plan of a replay. */
export const planRow = z.object({
  schema: z.literal(rowVersion),
  replayId: z.string(),
  plannedAt: z.string(),
  plannedBy: z.string(),
  selection: z.object({
    queue: z.string().optional(),
    shopId: z.string().optional(),
    errorCode: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    letters: z.array(letterName).optional(),
  }),
  ratePerSecond: z.number(),
  letters: z.array(letterName),
  hasMore: z.boolean(),
  groups: z.array(
    z.object({
      queueName: z.string(),
      destination: z.string(),
      letterCount: count,
      verdicts: z.record(z.string(), count),
    }),
  ),
  // The table holds no nothing: letters of no shop stand as an empty text.
  shopIds: z.array(z.string().transform((shopId) => (shopId === '' ? undefined : shopId))),
});
/** Parses the stored progress of a replay. */
export const progressRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  state: z.enum(['planned', 'running', 'done', 'cancelled']),
  next: count,
  counts: z.object({ sent: count, skipped: count, kept: count, refused: count }),
  notBefore: z.string(),
}) satisfies z.ZodType<ReplayProgress>;

/** Stores a plan that nobody has begun yet; throws {@link TransactionRefusedError} where one with its id is there already. */
export async function storePlan(table: Table, plan: ReplayPlan): Promise<StoredReplay> {
  const pk = replayPartition(plan.replayId);
  const counts = { sent: 0, skipped: 0, kept: 0, refused: 0 };
  const progress = { version: 1, state: 'planned', next: 0, counts, notBefore: plan.plannedAt } as const;
  const shopIds = plan.shopIds.map((shopId) => shopId ?? '');
  await table.transact([
    { kind: 'put', row: { pk, sk: 'PLAN', schema: rowVersion, ...plan, shopIds }, condition: { kind: 'absent' } },
    { kind: 'put', row: { pk, sk: 'PROGRESS', schema: rowVersion, ...progress }, condition: { kind: 'absent' } },
  ]);
  return { plan, progress };
}

/** Reads a replay, strongly consistent; `undefined` when nobody planned it. */
export async function readReplay(table: Table, replayId: string): Promise<StoredReplay | undefined> {
  const rows = await readPartition(table, replayPartition(replayId));
  const [plan, progress] = ['PLAN', 'PROGRESS'].map((sk) => rows.find((row) => row.sk === sk));
  if (plan === undefined || progress === undefined) return undefined;
  const { schema: _, ...planned } = planRow.parse(plan);
  return { plan: planned, progress: progressRow.parse(progress) };
}

/** Moves a replay on, if it is as it was read; `lost_race` when somebody else did. An entry for the audit is the same write. */
export async function moveOn(
  table: Table,
  { plan, progress }: StoredReplay,
  change: Partial<Omit<ReplayProgress, 'version'>>,
  audit?: AuditEntry,
): Promise<StoredReplay | 'lost_race'> {
  const next = { ...progress, ...change, version: progress.version + 1 };
  const key = { pk: replayPartition(plan.replayId), sk: 'PROGRESS' };
  const { state, counts, notBefore, version } = next;
  const update = {
    key,
    set: { version, state, next: next.next, counts, notBefore },
    condition: { kind: 'version_equals', version: progress.version },
  } as const;
  try {
    if (audit === undefined) await table.update(update);
    else await table.transact([{ kind: 'update', ...update }, writeOfAudit(audit)]);
    return { plan, progress: next };
  } catch (error) {
    if (error instanceof ConditionRefusedError || error instanceof TransactionRefusedError) return 'lost_race';
    throw error;
  }
}
