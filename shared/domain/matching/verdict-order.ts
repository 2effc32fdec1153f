import type { MatchingRows } from './matching-rows.ts';
import { compareTexts, type TextColumn } from './text-column.ts';
import { noRow, type Verdict } from './verdict.ts';
import type { VerdictList } from './verdict-list.ts';

/** The verdicts oldest first, then by ids, with groups numbered in that order: the same for any order of the input. */
export class OrderedVerdicts implements Iterable<Verdict> {
  readonly #list: VerdictList;
  readonly #places: Uint32Array;
  readonly #groups = new Map<number, number>();

  constructor(rows: MatchingRows, list: VerdictList) {
    this.#list = list;
    this.#places = placesInOrder(rows, list);
    for (const place of this.#places) {
      const group = list.groupAt(place);
      if (group > 0 && !this.#groups.has(group)) this.#groups.set(group, this.#groups.size + 1);
    }
  }

  get size(): number {
    return this.#places.length;
  }

  *[Symbol.iterator](): Generator<Verdict> {
    for (const place of this.#places) yield this.#list.at(place, this.#groups.get(this.#list.groupAt(place)) ?? 0);
  }
}

function placesInOrder(rows: MatchingRows, list: VerdictList): Uint32Array {
  const places = new Uint32Array(list.size);
  if (list.size === 0) return places;
  const keys = sortedByTime(rows, list);
  let runStart = 0;
  for (const [index, key] of keys.entries()) {
    places[index] = key % list.size;
    const isLast = index + 1 === keys.length;
    if (!isLast && timeIn(keys[index + 1] ?? 0, list) === timeIn(key, list)) continue;
    // Equal times are few and told apart by ids.
    if (index > runStart) places.subarray(runStart, index + 1).sort((a, b) => compareVerdicts(rows, list, a, b));
    runStart = index + 1;
  }
  return places;
}

const timeIn = (key: number, { size }: VerdictList): number => Math.floor(key / size);

/** Time and place in one number each: sorting numbers is ten times as fast as comparing rows. */
function sortedByTime(rows: MatchingRows, list: VerdictList): Float64Array {
  const keys = new Float64Array(list.size);
  let earliest = Number.POSITIVE_INFINITY;
  for (let place = 0; place < list.size; place += 1) earliest = Math.min(earliest, timeOf(rows, list, place));
  for (let place = 0; place < list.size; place += 1)
    keys[place] = (timeOf(rows, list, place) - earliest) * list.size + place;
  return keys.sort();
}

/** The time of the task, or of the refund where there is no task. */
function timeOf({ tasks, refunds }: MatchingRows, list: VerdictList, place: number): number {
  const task = list.taskAt(place);
  return task === noRow ? refunds.at.at(list.refundAt(place)) : tasks.at.at(task);
}

function compareVerdicts({ tasks, refunds, words }: MatchingRows, list: VerdictList, a: number, b: number): number {
  const byTask = compareIds(tasks.id, list.taskAt(a), list.taskAt(b)) || list.rankAt(a) - list.rankAt(b);
  if (byTask !== 0) return byTask;
  const [refundA, refundB] = [list.refundAt(a), list.refundAt(b)];
  const byRefund = compareIds(refunds.id, refundA, refundB);
  if (byRefund !== 0) return byRefund;
  const accountOf = (row: number): string =>
    `${words.at(refunds.provider.at(row))}/${words.at(refunds.account.at(row))}`;
  return Number(accountOf(refundA) > accountOf(refundB)) - Number(accountOf(refundA) < accountOf(refundB));
}

/** By id; no row comes last. */
function compareIds(ids: TextColumn, a: number, b: number): number {
  if (a === b) return 0;
  if (a === noRow || b === noRow) return a === noRow ? 1 : -1;
  return compareTexts(ids, a, ids, b);
}
