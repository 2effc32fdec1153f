import * as z from 'zod';
import { listOf } from '../domain/effect-place.ts';
import type { CaseId, ShopId } from '../domain/ids.ts';
import {
  type CorrectionEffect,
  effectStateOf,
  type LanePriority,
  lanePriorities,
  type RefundSaleEffect,
  type StockEffect,
} from '../domain/stock-effect.ts';
import {
  ConditionRefusedError,
  type Key,
  type Page,
  type Put,
  type Row,
  type Table,
  TransactionRefusedError,
  type Write,
} from '../ports/table.ts';
import { casePartition, confirmationsOfAccount, correctionEffectKey, laneWork, saleEffectKey } from './keys.ts';
import { readPartition } from './partition.ts';
import { stockEffectSchema } from './stock-effect-schema.ts';

/** An effect as it is stored. `version` rises with each change, and each change is made on condition of it. */
export type Stored<Effect extends StockEffect> = Effect & Readonly<{ version: number }>;
/** Any stored effect. */
export type StoredEffect = Stored<RefundSaleEffect> | Stored<CorrectionEffect>;

const rowVersion = 1;

const headSchema = z.object({ schema: z.literal(rowVersion), version: z.int().positive() });

function keyOfEffect({ kind, facts }: StockEffect): Key {
  const { shopId, caseId } = facts;
  return kind === 'refund_sale'
    ? saleEffectKey(shopId, caseId)
    : correctionEffectKey(shopId, caseId, facts.correctionNumber);
}

/** Opens an effect, due at that time. Opening it again changes nothing: it exists once. */
export async function openEffect(table: Table, effect: StockEffect, dueAt: string): Promise<'opened' | 'known'> {
  const { row, condition } = writeOfNewEffect(effect, dueAt);
  try {
    await table.put(row, condition);
    return 'opened';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'known';
    throw error;
  }
}

/** The write that opens an effect together with others: refused as a whole when it is there already. */
export const writeOfNewEffect = (effect: StockEffect, dueAt: string): Put => ({
  kind: 'put',
  row: rowOf(effect, 1, dueAt),
  condition: { kind: 'absent' },
});

/** The write of what became known of an effect, at the version that it was read with, together with others. */
export const writeOfChangedEffect = (changed: StoredEffect, dueAt: string): Put => ({
  kind: 'put',
  row: rowOf(changed, changed.version + 1, dueAt),
  condition: { kind: 'version_equals', version: changed.version },
});

/**
 * Stores what became known of an effect, if it is still at the version that it was read with, and what `alongside` is
 * to happen with it or not at all; `undefined` when the race is lost. `dueAt` is when it is looked at next, in whatever
 * list it is in now.
 */
export async function saveEffect<Effect extends StockEffect>(
  table: Table,
  changed: Stored<Effect>,
  dueAt: string,
  alongside: readonly Write[] = [],
): Promise<Stored<Effect> | undefined> {
  const version = changed.version + 1;
  const row = rowOf(changed, version, dueAt);
  const condition = { kind: 'version_equals', version: changed.version } as const;
  try {
    if (alongside.length === 0) await table.put(row, condition);
    else await table.transact([{ kind: 'put', row, condition }, ...alongside]);
    return { ...changed, version };
  } catch (error) {
    if (error instanceof ConditionRefusedError || error instanceof TransactionRefusedError) return undefined;
    throw error;
  }
}

/** Reads the refund sale of a case, strongly consistent. */
export async function readSaleEffect(
  table: Table,
  shopId: ShopId,
  caseId: CaseId,
): Promise<Stored<RefundSaleEffect> | undefined> {
  const row = await table.get(saleEffectKey(shopId, caseId));
  const effect = row && effectIn(row);
  return effect?.kind === 'refund_sale' ? effect : undefined;
}

/** The effects of a case, strongly consistent: its corrections by number, then its refund sale. */
export async function effectsOfCase(table: Table, shopId: ShopId, caseId: CaseId): Promise<readonly StoredEffect[]> {
  const rows = await readPartition(table, casePartition(shopId, caseId), { kind: 'prefix', prefix: 'EFFECT#' });
  return rows.map(effectIn);
}

/** Which page of a list is asked for. */
type Paging = Readonly<{ limit: number; cursor?: string | undefined }>;

/** Effects of a lane that are due by now, the longest due first, read whole after the index named them. */
export const listDueEffects = (
  table: Table,
  accountId: string,
  priority: LanePriority,
  now: string,
  paging: Paging,
): Promise<Page<StoredEffect>> => listIn(table, laneWork(accountId, priority), now, paging);

/** When the first effect of a lane is due within that time, both ends included; `undefined` when the index knows of none. */
export async function firstDueAt(
  table: Table,
  accountId: string,
  from: string,
  to: string,
): Promise<string | undefined> {
  const firsts = lanePriorities.map(async (priority) => {
    const range = { kind: 'between', from, to } as const;
    const page = await table.queryIndex('work', { partition: laneWork(accountId, priority), range, limit: 1 });
    const [row] = page.items.length === 0 ? [] : await table.getMany(page.items);
    return typeof row?.workOrder === 'string' ? [row.workOrder] : [];
  });
  return (await Promise.all(firsts)).flat().toSorted()[0];
}

/** How many effects wait in a lane, due or not, as far as the index knows. */
export async function countEffects(table: Table, accountId: string, priority: LanePriority): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await table.queryIndex('work', { partition: laneWork(accountId, priority), cursor });
    count += page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return count;
}

/** Effects that the inventory log has yet to show, whose deadline is at most `until`, the earliest first. */
export const listUnconfirmedEffects = (
  table: Table,
  accountId: string,
  until: string,
  paging: Paging,
): Promise<Page<StoredEffect>> => listIn(table, confirmationsOfAccount(accountId), until, paging);

async function listIn(table: Table, partition: string, until: string, paging: Paging): Promise<Page<StoredEffect>> {
  const range = { kind: 'between', from: '0', to: until } as const;
  const page = await table.queryIndex('work', { partition, range, ...paging });
  const rows = page.items.length === 0 ? [] : await table.getMany(page.items);
  // The index may show an effect where it was a moment ago: the row itself says where it is.
  const there = rows.filter(({ workKey, workOrder = '' }) => workKey === partition && workOrder <= until);
  return { items: there.map(effectIn), cursor: page.cursor };
}

function rowOf(effect: StockEffect, version: number, dueAt: string): Row {
  const { kind, facts, progress } = effect;
  const workKey = workKeyOf(effect);
  return {
    ...keyOfEffect(effect),
    schema: rowVersion,
    version,
    kind,
    facts,
    progress,
    state: effectStateOf(effect),
    ...(workKey !== undefined && { workKey, workOrder: dueAt }),
  };
}

function workKeyOf(effect: StockEffect): string | undefined {
  const { accountId, priority } = effect.facts;
  switch (listOf(effect)) {
    case 'lane':
      return laneWork(accountId, priority);
    case 'confirmations':
      return confirmationsOfAccount(accountId);
    case undefined:
      return undefined;
  }
}

function effectIn(row: Row): StoredEffect {
  const { version } = headSchema.parse(row);
  return { ...stockEffectSchema.parse(row), version };
}
