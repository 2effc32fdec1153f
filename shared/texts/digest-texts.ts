import type { Digest } from '../domain/digest.ts';
import { amountText } from './refusal-text.ts';
import { inLanguage, type Reader, type Translated } from './translated.ts';

type Counted = Readonly<{ one: Translated; other: Translated }>;

/** The words of the morning mail; `{count}` is a number, `{shop}` the shop's name. */
export const digestTexts = {
  refunds: {
    one: { en: '{count} refund', fr: '{count} remboursement' },
    other: { en: '{count} refunds', fr: '{count} remboursements' },
  },
  overdue: {
    one: { en: '{count} overdue', fr: '{count} en retard' },
    other: { en: '{count} overdue', fr: '{count} en retard' },
  },
  differences: {
    one: { en: '{count} difference to decide', fr: '{count} écart à régler' },
    other: { en: '{count} differences to decide', fr: '{count} écarts à régler' },
  },
} as const satisfies Readonly<Record<string, Counted>>;

const greeting: Translated = {
  en: 'To do today in {shop}:',
  fr: 'À faire aujourd’hui dans {shop}\u00a0:',
};
const closing: Translated = {
  en: 'The list “To do” shows each with what its transaction is located by.',
  fr: 'La liste «\u00a0À faire\u00a0» montre pour chacun ce qui localise sa transaction.',
};

/** A digest as a mail: its subject says all in one line (*6 refunds, 412.30 EUR, 1 overdue*). */
export function digestMail(
  digest: Digest,
  shopName: string,
  reader: Reader,
): Readonly<{ subject: string; text: string }> {
  const { refundCount, overdueCount, differenceCount, amounts } = digest;
  const lines = [
    counted(digestTexts.refunds, refundCount, reader),
    ...amounts.map(({ amountMinor, currency }) => amountText(amountMinor, reader, currency)),
    ...(overdueCount > 0 ? [counted(digestTexts.overdue, overdueCount, reader)] : []),
    ...(differenceCount > 0 ? [counted(digestTexts.differences, differenceCount, reader)] : []),
  ];
  const said = inLanguage(greeting, reader).replace('{shop}', shopName);
  return {
    subject: `${shopName}: ${lines.join(', ')}`,
    text: [said, '', ...lines.map((line) => `- ${line}`), '', inLanguage(closing, reader)].join('\n'),
  };
}

/** A number with its word, as the language counts: in French 0 and 1 are singular. */
function counted(words: Counted, count: number, reader: Reader): string {
  const rule = new Intl.PluralRules(reader.locale).select(count);
  return inLanguage(rule === 'one' ? words.one : words.other, reader).replace('{count}', String(count));
}
