import * as z from 'zod';
import { type CaseId, type MatchId, partsOfMatch, partsOfTask, type ShopId } from '../domain/ids.ts';
import type { MatchExplanation } from '../domain/matching/conclude-matches.ts';
import { signalNames } from '../domain/matching/signals.ts';
import { reasonNames, ruleNames } from '../domain/matching/verdict.ts';
import { identityOf } from '../domain/provider-refund.ts';
import { matchStates } from '../domain/task-match.ts';
import type { Put, Row, Table } from '../ports/table.ts';
import { caseIdSchema, matchIdSchema, taskIdSchema } from './id-schemas.ts';
import { casePartition, matchKey } from './keys.ts';
import { readPartition } from './partition.ts';

const rowVersion = 1;

const explanationSchema = z.object({
  rule: z.enum(ruleNames),
  reason: z.enum(reasonNames),
  score: z.number(),
  signals: z.array(z.object({ name: z.enum(signalNames), share: z.number() })),
  runnerUp: z.object({ refundId: z.string(), score: z.number() }).optional(),
  togetherWith: z.array(z.string()).optional(),
}) satisfies z.ZodType<MatchExplanation>;

/** Parses the stored match. */
export const matchRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  matchId: matchIdSchema,
  taskId: taskIdSchema,
  caseId: caseIdSchema,
  paymentNumber: z.int().positive(),
  refund: z.object({ provider: z.string(), account: z.string(), refundId: z.string() }),
  amountMinor: z.int().positive(),
  state: z.enum(matchStates),
  explanation: explanationSchema,
  /** Every state that it had, the first one first; `by` is `machine` or a person's subject. */
  history: z.array(
    z.object({ state: z.enum(matchStates), at: z.string(), by: z.string(), reason: z.string().optional() }),
  ),
});

/** A match as it is stored, for ever: with what it rests on and every state that it had. */
export type StoredMatch = Readonly<z.infer<typeof matchRow>>;

/** Parses the row of a match. */
export const parseMatch = (row: Row): StoredMatch => matchRow.parse(row);

/** The tag of a match: it changes with where the match stands and with what the machine says of it. */
export const tagOfMatch = ({ version }: Pick<StoredMatch, 'version'>): string => String(version);

/** Reads one match, strongly consistent. */
export async function readMatch(table: Table, shopId: ShopId, matchId: MatchId): Promise<StoredMatch | undefined> {
  const { taskId, refundName } = partsOfMatch(matchId);
  const { caseId, paymentNumber } = partsOfTask(taskId);
  const row = await table.get(matchKey(shopId, caseId, paymentNumber, refundName));
  return row && matchRow.parse(row);
}

/** The matches of a case, also those that were rejected or taken back. */
export async function matchesOfCase(table: Table, shopId: ShopId, caseId: CaseId): Promise<readonly StoredMatch[]> {
  const rows = await readPartition(table, casePartition(shopId, caseId), { kind: 'prefix', prefix: 'MATCH#' });
  return rows.map((row) => matchRow.parse(row));
}

/** The write of a match, on condition that it is unchanged since it was `known`, or that there is none. */
export function writeOfMatch(shopId: ShopId, match: Omit<StoredMatch, 'version' | 'schema'>, known?: StoredMatch): Put {
  const { caseId, paymentNumber, refund } = match;
  return {
    kind: 'put',
    row: {
      ...matchKey(shopId, caseId, paymentNumber, identityOf(refund)),
      ...match,
      schema: rowVersion,
      version: (known?.version ?? 0) + 1,
    },
    condition: known === undefined ? { kind: 'absent' } : { kind: 'version_equals', version: known.version },
  };
}
