import { bestAssignment } from './assignment.ts';
import { connectedBlocks, type Edge } from './connected-blocks.ts';
import { type MatchingRows, refundRowKinds, refundStages } from './matching-rows.ts';
import type { MatchingRules } from './matching-rules.ts';
import { compareRows, conclude, hops, isSameAccount, type MatchingState } from './matching-state.ts';
import { compatibleName, sameName } from './name-form.ts';
import { firstAtOrAfter } from './time-search.ts';
import { secondsPerDay } from './unix-time.ts';
import { noRow, type ReasonName } from './verdict.ts';

const amountShare = 40;
const nameShare = 40;
const unnamedShare = 10;
const dateShare = 20;

/** A proposal that scores so much less than the best one for its task is not shown. */
const shownWithin = 15;
const mostProposals = 3;
// Nearest in time; beyond that the amount is so common that the day and the name must decide among these.
const mostCandidates = 48;
const mostForAssignment = 48;

/** How a name takes part: `named` pairs customers that agree, `unnamed` those where one side says nothing. */
export type NamePass = 'named' | 'unnamed';

/**
 * The last resort: equal amount, agreeing customer, near day. Confirms only where the shop allows it (`nameRule`), both
 * names are equal after normalising, and each is alone for the other; everything else is proposed, at most three a task.
 */
export function matchNames(state: MatchingState, pass: NamePass): void {
  for (const { tasks, refunds } of blocksOfAmount(state)) {
    const edges = edgesOf(state, tasks, refunds, pass);
    for (const block of connectedBlocks(edges)) proposeBlock(state, block);
  }
}

type AmountBlock = Readonly<{ tasks: number[]; refunds: number[] }>;

/** Open tasks and refunds of equal amount and currency, each in the order of time. */
function blocksOfAmount(state: MatchingState): readonly AmountBlock[] {
  const { tasks, refunds } = state.rows;
  const blocks = new Map<number, AmountBlock>();
  for (let task = 0; task < tasks.size; task += 1) {
    if (state.taskIsDone[task] === 1) continue;
    const key = amountKey(tasks.amountMinor.at(task), tasks.currency.at(task));
    const block = blocks.get(key);
    if (block === undefined) blocks.set(key, { tasks: [task], refunds: [] });
    else block.tasks.push(task);
  }
  if (blocks.size === 0) return [];
  for (let refund = 0; refund < refunds.size; refund += 1) {
    if (isUsable(state, refund))
      blocks.get(amountKey(refunds.amountMinor.at(refund), refunds.currency.at(refund)))?.refunds.push(refund);
  }
  const shared = [...blocks.values()].filter((block) => block.refunds.length > 0);
  for (const block of shared) {
    block.tasks.sort((a, b) => compareRows(tasks, a, b));
    block.refunds.sort((a, b) => compareRows(refunds, a, b));
  }
  return shared;
}

const currencies = 1024;
const amountKey = (amountMinor: number, currency: number): number => amountMinor * currencies + currency;

/** Whether a refund can still be somebody's: it happened, is none of the other kinds, and has no place yet. */
export function isUsable({ rows: { refunds }, refundIsDone }: MatchingState, refund: number): boolean {
  return (
    refundIsDone[refund] === 0 &&
    refunds.stage.at(refund) === refundStages.live &&
    refunds.kind.at(refund) === refundRowKinds.refund
  );
}

function edgesOf(
  state: MatchingState,
  tasks: readonly number[],
  refunds: readonly number[],
  pass: NamePass,
): readonly Edge[] {
  const { rows, rules } = state;
  const edges: Edge[] = [];
  for (const task of tasks) {
    const at = rows.tasks.at.at(task);
    const from = firstAtOrAfter(rows.refunds.at, refunds, at - rules.daysBefore * secondsPerDay);
    const until = at + rules.daysAfter * secondsPerDay;
    const near: number[] = [];
    for (let place = from; place < refunds.length; place += 1) {
      const refund = refunds[place] ?? noRow;
      if (rows.refunds.at.at(refund) > until) break;
      near.push(refund);
    }
    for (const refund of nearest(state, near, at)) {
      const edge = edgeOf(state, task, refund, pass);
      if (edge !== undefined) edges.push(edge);
    }
  }
  return edges;
}

function nearest({ rows }: MatchingState, refunds: number[], at: number): readonly number[] {
  if (refunds.length <= mostCandidates) return refunds;
  const distance = (refund: number): number => Math.abs(rows.refunds.at.at(refund) - at);
  return refunds
    .toSorted((a, b) => distance(a) - distance(b) || compareRows(rows.refunds, a, b))
    .slice(0, mostCandidates);
}

function edgeOf(state: MatchingState, task: number, refund: number, pass: NamePass): Edge | undefined {
  if (!canBePair(state, task, refund)) return undefined;
  const { rows, names } = state;
  const agreement = names.agreement(rows.tasks, task, rows.refunds, refund);
  if (pass === 'named' ? agreement === undefined || agreement < compatibleName : agreement !== undefined)
    return undefined;
  const { amount, name, date } = nameSharesOf(rows, state.rules, { task, refund, agreement });
  return { task, refund, agreement, score: amount + name + date };
}

/** What the parts of such a pair's score are: the amount is equal, a customer who is not named or a far day says less. */
export function nameSharesOf(
  rows: MatchingRows,
  rules: MatchingRules,
  { task, refund, agreement }: Pick<Edge, 'task' | 'refund' | 'agreement'>,
): Readonly<{ amount: number; name: number; date: number }> {
  const apart = rows.refunds.at.at(refund) - rows.tasks.at.at(task);
  const range = (apart < 0 ? rules.daysBefore : rules.daysAfter) * secondsPerDay;
  const date = Math.round(dateShare * (1 - Math.abs(apart) / Math.max(range, 1)));
  const name = agreement === undefined ? unnamedShare : Math.round((nameShare * agreement) / sameName);
  return { amount: amountShare, name, date };
}

/** Hard filters: the account, another payment, another order, a person's rejection. */
export function canBePair(state: MatchingState, task: number, refund: number): boolean {
  const { rows, taskHops, taskPayments, taskOrders, refundPayments } = state;
  if (!isSameAccount(rows.tasks, task, rows.refunds, refund)) return false;
  const payment = refundPayments[refund] ?? 0;
  const isSurePayment = taskHops[task] === hops.id || taskHops[task] === hops.reference;
  if (isSurePayment && payment !== 0 && payment !== taskPayments[task]) return false;
  if ((taskOrders[task] ?? 0) !== 0 && namesOtherOrder(state, task, refund, payment)) return false;
  return !state.isRejected(task, refund);
}

function namesOtherOrder(state: MatchingState, task: number, refund: number, payment: number): boolean {
  const order = state.taskOrders[task] ?? 0;
  const named = state.refundOrders[refund] ?? 0;
  if (named !== 0 || state.refundIsOurs[refund] === 1) return named !== order;
  const row = (state.paymentRows[payment] ?? 0) - 1;
  if (payment === 0 || row < 0) return false;
  const paid = state.paymentOrders[row] ?? 0;
  return (paid !== 0 || state.paymentIsOurs[row] === 1) && paid !== order;
}

function proposeBlock(state: MatchingState, edges: readonly Edge[]): void {
  const { tasks, refunds } = state.rows;
  const taskRows = [...new Set(edges.map(({ task }) => task))].toSorted((a, b) => compareRows(tasks, a, b));
  const refundRows = [...new Set(edges.map(({ refund }) => refund))].toSorted((a, b) => compareRows(refunds, a, b));
  const byTask = new Map<number, Edge[]>();
  for (const edge of edges) byTask.set(edge.task, [...(byTask.get(edge.task) ?? []), edge]);
  const askedBy = countBy(edges, ({ refund }) => refund);
  const partners = partnersOf(taskRows, refundRows, byTask);
  for (const task of taskRows) {
    const candidates = byTask.get(task) ?? [];
    const [first, ...others] = ranked(state, candidates, partners.get(task));
    if (first === undefined) continue;
    const isAlone = candidates.length === 1 && askedBy.get(first.refund) === 1;
    concludeProposals(state, first, others, isAlone);
  }
}

function partnersOf(
  tasks: readonly number[],
  refunds: readonly number[],
  byTask: ReadonlyMap<number, readonly Edge[]>,
): ReadonlyMap<number, number> {
  const partners = new Map<number, number>();
  if (tasks.length > mostForAssignment || refunds.length > mostForAssignment) return partners;
  const places = new Map(refunds.map((refund, place) => [refund, place]));
  const gains = tasks.map((task) => {
    const row = new Array<number>(refunds.length).fill(0);
    for (const { refund, score } of byTask.get(task) ?? []) row[places.get(refund) ?? 0] = score;
    return row;
  });
  for (const [place, column] of bestAssignment(gains).entries()) {
    const [task, refund] = [tasks[place], refunds[column]];
    if (task !== undefined && refund !== undefined) partners.set(task, refund);
  }
  return partners;
}

/** The assigned refund first, then what scores nearly as much; without an assignment simply the best. */
function ranked({ rows }: MatchingState, edges: readonly Edge[], partner: number | undefined): readonly Edge[] {
  const sorted = edges.toSorted(
    (a, b) =>
      Number(b.refund === partner) - Number(a.refund === partner) ||
      b.score - a.score ||
      compareRows(rows.refunds, a.refund, b.refund),
  );
  const [first] = sorted;
  if (first === undefined) return [];
  return sorted.slice(0, mostProposals).filter(({ score }) => score >= first.score - shownWithin);
}

function concludeProposals(state: MatchingState, first: Edge, others: readonly Edge[], isAlone: boolean): void {
  const rule = 'name_amount_date';
  if (first.agreement === sameName && isAlone) {
    const doubt = doubtOf(state, first.task);
    const basis = { rule, reason: doubt ?? 'exact', score: first.score } as const;
    conclude(state, doubt === undefined ? 'matched' : 'proposed', first, basis);
    return;
  }
  const [second] = others;
  const reason = isAlone ? 'name_differs' : 'not_alone';
  for (const [place, edge] of [first, ...others].entries()) {
    const other = edge === first ? second : first;
    const details = { rank: place + 1, otherRefund: other?.refund ?? noRow, otherScore: other?.score ?? 0 };
    conclude(state, 'proposed', edge, { rule, reason, score: edge.score }, details);
  }
}

/** Why an equal name that is alone does not confirm, if it does not. */
function doubtOf({ rows, rules }: MatchingState, task: number): ReasonName | undefined {
  if (!rules.nameRule) return 'name_rule_off';
  const limit = rules.autoConfirmLimitMinor;
  return limit !== undefined && rows.tasks.amountMinor.at(task) > limit ? 'above_limit' : undefined;
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
