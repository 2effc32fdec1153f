import * as z from 'zod';
import type { ShopId } from '../domain/ids.ts';
import type { MatchExplanation } from '../domain/matching/conclude-matches.ts';
import { signalNames } from '../domain/matching/signals.ts';
import { reasonNames, ruleNames } from '../domain/matching/verdict.ts';
import { identityOf } from '../domain/provider-refund.ts';
import { matchStates } from '../domain/task-match.ts';
import type { Put, Row } from '../ports/table.ts';
import { caseIdSchema, matchIdSchema, taskIdSchema } from './id-schemas.ts';
import { matchKey } from './keys.ts';

const rowVersion = 1;

const explanationSchema = z.object({
  rule: z.enum(ruleNames),
  reason: z.enum(reasonNames),
  score: z.number(),
  signals: z.array(z.object({ name: z.enum(signalNames), share: z.number() })),
  runnerUp: z.object({ refundId: z.string(), score: z.number() }).optional(),
  togetherWith: z.array(z.string()).optional(),
}) satisfies z.ZodType<MatchExplanation>;

const matchRow = z.object({
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
