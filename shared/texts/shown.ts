import { millisecondsOf } from '../domain/instants.ts';
import type { Reader } from './translated.ts';

/** A day (`2026-11-12`) as the reader writes days. */
export const dayShown = (day: string, { locale }: Reader): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(millisecondsOf(`${day}T12:00:00Z`));

/** An instant as a day of the shop. */
export const dayOfInstantShown = (instant: string, { locale }: Reader, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(millisecondsOf(instant));

/** An instant with its time, in the zone of the shop. */
export const instantShown = (instant: string, { locale }: Reader, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    millisecondsOf(instant),
  );
