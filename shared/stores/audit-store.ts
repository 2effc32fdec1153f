import * as z from 'zod';
import { contentHashOf } from '../acceptance/content-hash.ts';
import type { CaseId, ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Put, type Table } from '../ports/table.ts';
import { auditPartition, casePartition } from './keys.ts';
import { readPartition } from './partition.ts';

/** What people do that is written down. */
const auditActions = [
  'dead_letter_replayed',
  'dead_letter_discarded',
  'replay_started',
  'replay_cancelled',
  'events_republished',
  'task_taken',
  'task_released',
  'task_reported',
  'task_unreported',
  'task_closed',
  'task_reopened',
  'provider_said',
  'payment_said',
  'match_confirmed',
  'match_rejected',
  'match_revoked',
  'item_said',
  'difference_settled',
  'difference_proposed',
  'difference_reopened',
  'case_answered',
  'stock_resumed',
  'ecom_credit_note_sent',
  'backfill_asked',
  'webhooks_asked',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** One thing that a person did, for ever. `subject` is what it was done to; `details` are ids, codes and what the person said. */
export type AuditEntry = Readonly<{
  shopId: string | undefined;
  at: string;
  by: string;
  action: AuditAction;
  subject: string;
  details?: Readonly<Record<string, string | number>> | undefined;
}>;

const rowVersion = 1;

const fingerprintLength = 8;

/**
 * The write that adds an entry, to be made together with what it tells of. There is no way to change or remove one. Its key is
 * made of all that it says: two people who do the same in the same millisecond are two entries, one that is written twice is one.
 */
export function writeOfAudit({ shopId, at, by, action, subject, details }: AuditEntry): Put {
  return {
    kind: 'put',
    row: {
      pk: auditPartition(shopId),
      sk: `${at}#${action}#${subject}#${contentHashOf({ by, details }).slice(0, fingerprintLength)}`,
      schema: rowVersion,
      at,
      by,
      action,
      subject,
      details,
    },
    condition: { kind: 'absent' },
  };
}

/** Adds an entry about what is no row of ours, before it is done: what nobody can tell the end of must not be without its author. */
export async function addAudit(table: Table, entry: AuditEntry): Promise<void> {
  const { row, condition } = writeOfAudit(entry);
  try {
    await table.put(row, condition);
  } catch (error) {
    // The same entry, stored by a call whose answer was lost.
    if (!(error instanceof ConditionRefusedError)) throw error;
  }
}

/** An entry about one case of one shop. */
export type CaseAuditEntry = AuditEntry & Readonly<{ shopId: ShopId; caseId: CaseId }>;

/** The writes that add an entry about a case: to the shop's trail, and to the case, which one query shows whole. */
export function writesOfCaseAudit({ caseId, ...entry }: CaseAuditEntry): readonly Put[] {
  const inTrail = writeOfAudit(entry);
  const { pk: _, sk, ...content } = inTrail.row;
  return [
    inTrail,
    {
      ...inTrail,
      row: { ...content, schema: rowVersion, pk: casePartition(entry.shopId, caseId), sk: `${ofCase}${sk}` },
    },
  ];
}

const ofCase = 'AUDIT#';

/** Parses what a stored entry says. */
export const auditRow = z.object({
  at: z.string(),
  by: z.string(),
  action: z.enum(auditActions),
  subject: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** What people did in a case, the first thing first. */
export async function auditOfCase(
  table: Table,
  shopId: ShopId,
  caseId: CaseId,
): Promise<readonly Readonly<z.infer<typeof auditRow>>[]> {
  const rows = await readPartition(table, casePartition(shopId, caseId), { kind: 'prefix', prefix: ofCase });
  return rows.map((row) => auditRow.parse(row));
}
