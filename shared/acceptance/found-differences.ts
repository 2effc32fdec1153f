import type { ShopId } from '../domain/ids.ts';
import type { Finding } from '../domain/observed-case.ts';
import type { Order } from '../domain/order.ts';
import type { Put, Update } from '../ports/table.ts';
import {
  type StoredDifference,
  writeOfDifference,
  writeOfNewEvidence,
  writeOfResolution,
} from '../stores/difference-store.ts';
import { contentHashOf } from './content-hash.ts';

/** What the differences of a reading are written with; `known` are those of the order and its cases. */
export type DifferenceGround = Readonly<{
  shopId: ShopId;
  order: Pick<Order, 'orderNumber' | 'currency'>;
  now: string;
  known: readonly StoredDifference[];
}>;

/**
 * The writes that raise what is so and was not known, say of an open one what it is about now, and take off the list what
 * is no longer so. What a person settled stays.
 */
export function writesOfFindings(
  { shopId, order, now, known }: DifferenceGround,
  findings: readonly Finding[],
): readonly (Put | Update)[] {
  return newestOfEach(findings).flatMap((finding): (Put | Update)[] => {
    const { caseId, reason, subject, amountMinor, evidence, isSo } = finding;
    const before = known.find((one) => one.caseId === caseId && one.reason === reason && one.subject === subject);
    if (!isSo) return before?.state === 'open' ? [writeOfResolution(shopId, before, now)] : [];
    if (before?.state === 'settled') return [];
    if (before?.state === 'open') {
      return isSameAsShown(before, finding) ? [] : [writeOfNewEvidence(shopId, before, finding, now)];
    }
    const { orderNumber, currency } = order;
    const found = { shopId, reason, caseId, orderNumber, subject, amountMinor, currency, evidence, raisedAt: now };
    return [writeOfDifference(found, before)];
  });
}

const isSameAsShown = (before: StoredDifference, { amountMinor, evidence }: Finding): boolean =>
  contentHashOf({ amountMinor: before.amountMinor, evidence: before.evidence }) ===
  contentHashOf({ amountMinor, evidence });

/** One transaction writes a row once: the last finding of each difference counts. */
function newestOfEach(findings: readonly Finding[]): readonly Finding[] {
  const newest = new Map(findings.map((finding) => [keyOf(finding), finding]));
  return [...newest.values()];
}

const keyOf = ({ caseId, reason, subject }: Finding): string => `${caseId ?? ''}#${reason}#${subject ?? ''}`;
