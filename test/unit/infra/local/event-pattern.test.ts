import { describe, expect, it } from 'vitest';
import { parsePattern, UnknownPatternError } from '../../../../infra/local/event-pattern.ts';

const event = {
  source: 'avoir',
  'detail-type': 'RefundCaseOpened.v1',
  detail: {
    shopId: 'nl',
    amountMinor: 1299,
    note: null,
    isTest: false,
    tags: ['express', 'gift'],
    lines: [{ article: 'A-1' }, { article: 'B-2' }],
  },
};

const fits = (pattern: unknown): boolean => parsePattern(pattern)(event);
const detail = (pattern: unknown): boolean => fits({ detail: pattern });

describe('an event pattern', () => {
  it('fits when every field has one of the listed values', () => {
    expect(fits({ source: ['shop', 'avoir'], 'detail-type': ['RefundCaseOpened.v1'] })).toBe(true);
    expect(fits({ source: ['avoir'], 'detail-type': ['RefundCaseClosed.v1'] })).toBe(false);
  });

  it('compares numbers, booleans and null without converting them', () => {
    expect(detail({ amountMinor: [1299], isTest: [false], note: [null] })).toBe(true);
    expect(detail({ amountMinor: ['1299'] })).toBe(false);
    expect(detail({ isTest: [null] })).toBe(false);
    expect(detail({ absent: [null] })).toBe(false);
  });

  it('fits an array when one of its elements does', () => {
    expect(detail({ tags: ['gift'] })).toBe(true);
    expect(detail({ tags: ['fragile'] })).toBe(false);
    expect(detail({ lines: { article: ['B-2'] } })).toBe(true);
    expect(detail({ lines: { article: ['C-3'] } })).toBe(false);
  });

  it.each([
    ['prefix', { shopId: [{ prefix: 'n' }] }, { shopId: [{ prefix: 'l' }] }],
    ['suffix', { shopId: [{ suffix: 'l' }] }, { shopId: [{ suffix: 'n' }] }],
    ['wildcard', { tags: [{ wildcard: 'ex*s' }] }, { tags: [{ wildcard: 'ex*p' }] }],
    ['wildcard without meaning for other signs', { tags: [{ wildcard: 'gift' }] }, { tags: [{ wildcard: 'gif.' }] }],
    ['equals-ignore-case', { shopId: [{ 'equals-ignore-case': 'NL' }] }, { shopId: [{ 'equals-ignore-case': 'N' }] }],
    ['exists', { note: [{ exists: true }] }, { note: [{ exists: false }] }],
    ['exists not', { absent: [{ exists: false }] }, { absent: [{ exists: true }] }],
    ['numeric', { amountMinor: [{ numeric: ['>', 1000, '<=', 1299] }] }, { amountMinor: [{ numeric: ['<', 1299] }] }],
    ['numeric equality', { amountMinor: [{ numeric: ['=', 1299] }] }, { shopId: [{ numeric: ['=', 1299] }] }],
    ['anything-but', { shopId: [{ 'anything-but': ['de', 'fr'] }] }, { shopId: [{ 'anything-but': 'nl' }] }],
    [
      'anything-but prefix',
      { shopId: [{ 'anything-but': { prefix: 'd' } }] },
      { shopId: [{ 'anything-but': { prefix: ['d', 'n'] } }] },
    ],
    [
      'anything-but suffix',
      { shopId: [{ 'anything-but': { suffix: 'n' } }] },
      { shopId: [{ 'anything-but': { suffix: 'l' } }] },
    ],
    [
      'anything-but wildcard',
      { shopId: [{ 'anything-but': { wildcard: 'd*' } }] },
      { shopId: [{ 'anything-but': { wildcard: 'n*' } }] },
    ],
    [
      'anything-but equals-ignore-case',
      { shopId: [{ 'anything-but': { 'equals-ignore-case': 'DE' } }] },
      { shopId: [{ 'anything-but': { 'equals-ignore-case': 'NL' } }] },
    ],
  ])('knows %s', (_, fitting, other) => {
    expect(detail(fitting)).toBe(true);
    expect(detail(other)).toBe(false);
  });

  it('does not take an absent field for anything but a value', () => {
    expect(detail({ absent: [{ 'anything-but': ['nl'] }] })).toBe(false);
  });

  it('fits $or when one alternative does, together with the fields beside it', () => {
    const either = [{ shopId: ['de'] }, { amountMinor: [{ numeric: ['>', 1000] }] }];
    expect(detail({ isTest: [false], $or: either })).toBe(true);
    expect(detail({ isTest: [true], $or: either })).toBe(false);
    expect(detail({ $or: [{ shopId: ['de'] }, { shopId: ['fr'] }] })).toBe(false);
  });

  it.each([
    ['an operator that one machine does not know', { detail: { ip: [{ cidr: '10.0.0.0/8' }] } }, 'detail.ip.0.cidr'],
    ['a bare value', { detail: { shopId: 'nl' } }, 'detail.shopId'],
    ['an empty list', { source: [] }, 'source'],
    ['two operators at once', { source: [{ prefix: 'a', suffix: 'r' }] }, 'source.0'],
    ['a wrong operand', { source: [{ numeric: ['>', '1'] }] }, 'source.0.numeric'],
    ['an unknown exclusion', { source: [{ 'anything-but': { cidr: ['x'] } }] }, 'source.0.anything-but'],
    ['an empty exclusion', { source: [{ 'anything-but': {} }] }, 'source.0.anything-but'],
    ['a lone alternative', { $or: [{ source: ['a'] }] }, '$or'],
    ['no object', 'avoir', 'the top'],
  ])('refuses %s and says where', (_, pattern, path) => {
    expect(() => parsePattern(pattern)).toThrow(UnknownPatternError);
    expect(() => parsePattern(pattern)).toThrow(`at ${path}:`);
  });

  it('filters the records of a table stream', () => {
    const filter = parsePattern({
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { NewImage: { event: { M: { eventId: { S: [{ exists: true }] } } } } },
    });
    const image = { NewImage: { event: { M: { eventId: { S: 'e-1' } } } } };
    expect(filter({ eventName: 'INSERT', dynamodb: image })).toBe(true);
    expect(filter({ eventName: 'REMOVE', dynamodb: image })).toBe(false);
    expect(filter({ eventName: 'INSERT', dynamodb: { NewImage: { pk: { S: 'ORDER#1' } } } })).toBe(false);
  });
});
