import Negotiator from 'negotiator';
import { languages, type Reader } from '../texts/translated.ts';

const english: Reader = { language: 'en', locale: 'en' };

/** Who reads an answer, by `Accept-Language`: the first language that we have, in the region that is asked for; else English. */
export function readerOf(headers: Readonly<Record<string, string | undefined>>): Reader {
  const { 'accept-language': acceptLanguage } = headers;
  if (acceptLanguage === undefined) return english;
  for (const locale of new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages()) {
    const language = languages.find((known) => locale.toLowerCase().split('-')[0] === known);
    if (language !== undefined && isLocale(locale)) return { language, locale };
  }
  return english;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    // Intl says no in this way only.
    return false;
  }
}
