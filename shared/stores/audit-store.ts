import type { Put } from '../ports/table.ts';
import { auditPartition } from './keys.ts';

/** One thing that a person did, for ever. `subject` is what it was done to; `details` are ids, codes and what the person said. */
export type AuditEntry = Readonly<{
  shopId: string | undefined;
  at: string;
  by: string;
  action:
    | 'dead_letter_replayed'
    | 'dead_letter_discarded'
    | 'replay_started'
    | 'replay_cancelled'
    | 'events_republished';
  subject: string;
  details?: Readonly<Record<string, string | number>> | undefined;
}>;

const rowVersion = 1;

/** The write that adds an entry, to be made together with what it tells of. There is no way to change or remove one. */
export function writeOfAudit({ shopId, at, by, action, subject, details }: AuditEntry): Put {
  return {
    kind: 'put',
    row: {
      pk: auditPartition(shopId),
      sk: `${at}#${action}#${subject}`,
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
