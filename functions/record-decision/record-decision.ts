import type { SeenTag } from '../../shared/lambda/entity-tag.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { type Table, TransactionRefusedError } from '../../shared/ports/table.ts';
import type { ReconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';

/** What recording a decision needs. */
export type DecisionDependencies = Readonly<{ table: Table; clock: Clock }>;

/** Whose decision it is, in which shop, and which version of the thing they saw. */
export type Decider = Readonly<{ shop: ReconciledShop; by: string; isAdmin: boolean; seen: SeenTag }>;

/** Why a decision was not made; nothing was written then. */
export type NotDecided<Code extends string> =
  | Readonly<{ kind: 'unknown' | 'tag_required' | 'contended' }>
  | Readonly<{ kind: 'stale'; current: string }>
  | Readonly<{ kind: 'refused'; code: Code }>;

const mostAttempts = 5;

/** Decides over what is stored, again when somebody changed it meanwhile; gives up after five times. */
export async function untilDecided<Outcome extends Readonly<{ kind: string }>>(
  attempt: () => Promise<Outcome>,
): Promise<Outcome | Readonly<{ kind: 'contended' }>> {
  for (let count = 1; count <= mostAttempts; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransactionRefusedError)) throw error;
    }
  }
  return { kind: 'contended' };
}
