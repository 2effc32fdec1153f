import { beforeAll, describe, expect, it } from 'vitest';
import { acceptingStory, answeringStory, refusedStory } from '../../support/api/accepting-stories.ts';
import { caseStory, differenceStory, matchStory, routeStory, taskStory } from '../../support/api/decision-stories.ts';
import { type DeclaredAnswers, declaredAnswers, type GivenAnswer } from '../../support/api/declared-answers.ts';
import { letterStory } from '../../support/api/letter-stories.ts';
import {
  makingStory,
  reportStory,
  shopStory,
  statementStory,
  unconnectedStory,
} from '../../support/api/shop-stories.ts';

const stories = [
  acceptingStory,
  refusedStory,
  answeringStory,
  taskStory,
  routeStory,
  matchStory,
  differenceStory,
  caseStory,
  shopStory,
  unconnectedStory,
  makingStory,
  reportStory,
  statementStory,
  letterStory,
];

let declared: DeclaredAnswers;
let given: readonly GivenAnswer[];

beforeAll(async () => {
  declared = await declaredAnswers();
  given = (await Promise.all(stories.map((story) => story()))).flat();
});

const nameOf = ({ route, status }: GivenAnswer): string => `${route} ${status}`;

describe('what the API answers', () => {
  it('is what its description declares, member by member', () => {
    const faulty = given.flatMap((answer) => declared.faultsOf(answer).map((fault) => `${nameOf(answer)}: ${fault}`));
    expect(faulty).toEqual([]);
    expect(given.filter(({ status }) => status === 500)).toEqual([]);
  });

  it('was seen of every route, in every way that it can turn out well', () => {
    const seen = new Set(given.map(nameOf));
    expect(declared.names.filter((name) => / 2\d\d$/.test(name) && !seen.has(name))).toEqual([]);
  });

  it('was seen of every kind of problem', () => {
    const statuses = new Set(given.map(({ status }) => status));
    const problems = new Set(declared.names.map((name) => Number(name.split(' ').at(-1))));
    expect([...problems].filter((status) => !statuses.has(status))).toEqual([]);
  });

  it('is told apart from what nobody declared: a further member, a member that is missing, another status', () => {
    const [list] = given.filter((answer) => nameOf(answer) === 'GET /shops 200');
    if (list === undefined) throw new Error('Nobody asked for the shops.');
    const { items } = JSON.parse(list.body);
    const changed = (body: unknown) => declared.faultsOf({ ...list, body: JSON.stringify(body) });
    expect(changed({ items, next: null })).toEqual([]);
    expect(changed({ items: [{ ...items[0], owner: 'Customer One' }], next: null })).toHaveLength(1);
    expect(changed({ items: [{ ...items[0], name: undefined }], next: null })).toHaveLength(1);
    expect(declared.faultsOf({ ...list, status: 204 })).toHaveLength(1);
  });
});
