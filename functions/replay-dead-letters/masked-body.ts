import { contentOf } from './letter-content.ts';

// Names of members that our own messages and events use for ids, codes, times and counts. What is not here is masked, so
// that a member nobody thought of is hidden and not shown.
const harmlessNames = new Set([
  'account',
  'approximateInvokeCount',
  'condition',
  'currency',
  'detail-type',
  'id',
  'kind',
  'origin',
  'provider',
  'refundMode',
  'region',
  'source',
  'time',
  'version',
]);
const harmlessEnd = /(?:Id|Number|At|On|Arn|Minor|Count|Version)$/;
// Ids and codes have neither spaces nor an at-sign: a name or an address behind a harmless name is masked nevertheless.
const harmlessText = /^[\w.:/#~+-]{1,400}$/;

/** A letter's body as it may be shown: ids, codes, times, amounts; every other text is replaced by its length. */
export function maskedBody(body: string): unknown {
  const content = contentOf(body);
  return content === undefined ? hidden(body) : masked(content, '');
}

function masked(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((member: unknown) => masked(member, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([member, inside]) => [member, masked(inside, member)]));
  }
  const isHarmless = harmlessNames.has(name) || harmlessEnd.test(name);
  if (typeof value === 'string') return isHarmless && harmlessText.test(value) ? value : hidden(value);
  // A number may be a telephone's.
  if (typeof value === 'number') return isHarmless ? value : hidden(String(value));
  return value;
}

const hidden = (text: string): string => `(${text.length} characters hidden)`;
