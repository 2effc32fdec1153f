import { NumberColumn } from './number-column.ts';
import {
  type ReasonName,
  type RuleName,
  reasonNames,
  ruleNames,
  type Verdict,
  type VerdictName,
  verdictNames,
} from './verdict.ts';

const places = <Name extends string>(names: readonly Name[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, place) => [name, place]));
const verdictPlaces = places(verdictNames);
const rulePlaces = places(ruleNames);
const reasonPlaces = places(reasonNames);

const nameAt = <Name extends string>(names: readonly Name[], place: number): Name => {
  const name = names[place];
  if (name === undefined) throw new RangeError('Not a place in the list of names.');
  return name;
};

/** Verdicts as columns: a million of them are 30 MB, and nothing for the garbage collector to follow. */
export class VerdictList {
  readonly #verdict = new NumberColumn();
  readonly #rule = new NumberColumn();
  readonly #reason = new NumberColumn();
  readonly #score = new NumberColumn();
  readonly #rank = new NumberColumn();
  readonly #task = new NumberColumn();
  readonly #refund = new NumberColumn();
  readonly #group = new NumberColumn();
  readonly #otherRefund = new NumberColumn();
  readonly #otherScore = new NumberColumn();
  readonly #otherTask = new NumberColumn();

  get size(): number {
    return this.#verdict.size;
  }

  add(
    verdict: VerdictName,
    rule: RuleName,
    reason: ReasonName,
    rest: Omit<Verdict, 'verdict' | 'rule' | 'reason'>,
  ): void {
    this.#verdict.add(verdictPlaces[verdict] ?? 0);
    this.#rule.add(rulePlaces[rule] ?? 0);
    this.#reason.add(reasonPlaces[reason] ?? 0);
    this.#score.add(rest.score);
    this.#rank.add(rest.rank);
    this.#task.add(rest.task);
    this.#refund.add(rest.refund);
    this.#group.add(rest.group);
    this.#otherRefund.add(rest.otherRefund);
    this.#otherScore.add(rest.otherScore);
    this.#otherTask.add(rest.otherTask);
  }

  taskAt(place: number): number {
    return this.#task.at(place);
  }

  refundAt(place: number): number {
    return this.#refund.at(place);
  }

  rankAt(place: number): number {
    return this.#rank.at(place);
  }

  groupAt(place: number): number {
    return this.#group.at(place);
  }

  /** The verdict at a place, with the number of its group replaced. */
  at(place: number, group: number): Verdict {
    return {
      verdict: nameAt(verdictNames, this.#verdict.at(place)),
      rule: nameAt(ruleNames, this.#rule.at(place)),
      reason: nameAt(reasonNames, this.#reason.at(place)),
      score: this.#score.at(place),
      rank: this.#rank.at(place),
      task: this.#task.at(place),
      refund: this.#refund.at(place),
      group,
      otherRefund: this.#otherRefund.at(place),
      otherScore: this.#otherScore.at(place),
      otherTask: this.#otherTask.at(place),
    };
  }
}
