import { exponentOf, toDecimalText } from '../domain/money.ts';
import type { Refusal, RefusalCode } from '../domain/refusal.ts';
import { partTexts } from './case-texts.ts';
import { refusalTexts } from './refusal-texts.ts';
import { inLanguage, type Reader, type Translated } from './translated.ts';

const words = {
  line: { en: 'Line', fr: 'Ligne' },
  asked: { en: 'Asked:', fr: 'Demandé\u00a0:' },
  left: { en: 'Left:', fr: 'Reste\u00a0:' },
} as const satisfies Readonly<Record<string, Translated>>;

// Everything else that is a number is an amount in minor units.
const countsPieces: ReadonlySet<RefusalCode> = new Set([
  'quantity_exceeds_remaining',
  'not_invoiced',
  'gift_card_purchase',
]);

/** One reason as somebody reads it: why, about which line or part, what was asked and what is left. */
export function refusalText(refusal: Refusal, reader: Reader, currency: string | undefined): string {
  const { code, orderLineId, part, asked, remaining } = refusal;
  const shown = (value: number | string): string =>
    typeof value === 'string' || countsPieces.has(code) ? String(value) : amountText(value, reader, currency);
  const say = (text: Translated): string => inLanguage(text, reader);
  return [
    say(refusalTexts[code].why),
    ...(orderLineId === undefined ? [] : [`${say(words.line)} ${orderLineId}.`]),
    ...(part === undefined ? [] : [`${say(partTexts[part])}.`]),
    ...(asked === undefined ? [] : [`${say(words.asked)} ${shown(asked)}.`]),
    ...(remaining === undefined ? [] : [`${say(words.left)} ${shown(remaining)}.`]),
  ].join(' ');
}

/** What to do about a reason, in eCom or in the request. */
export const remedyText = ({ code }: Refusal, reader: Reader): string => inLanguage(refusalTexts[code].remedy, reader);

/** An amount on screen, as the reader's locale writes it; without a currency it stays in minor units. */
export function amountText(minor: number, { locale }: Reader, currency: string | undefined): string {
  if (currency === undefined || exponentOf(currency) === undefined) return String(minor);
  const decimal = toDecimalText({ minor, currency });
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  // Formatted from its digits: an amount is never a float, not even on screen.
  return isDecimal(decimal) ? format.format(decimal) : decimal;
}

const isDecimal = (text: string): text is `${number}` => /^-?\d+(?:\.\d+)?$/.test(text);
