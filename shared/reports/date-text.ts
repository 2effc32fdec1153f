import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { instantOf, unixSecondsOf } from '../domain/matching/unix-time.ts';
import { shown } from './amount-text.ts';
import { RejectedRowError } from './report-source.ts';

/** Which of two numbers comes first in a date like 3/11/2026. */
export type DateOrder = 'day_first' | 'month_first';

const slashed = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?=$|[ T,])/;
const isoLike = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=$|[ T])/;

/** The order that a date shows beyond doubt: by a number above 12, or by points, which only day-first dates have. */
export function dateOrderOf(text: string): DateOrder | undefined {
  const [, first, separator, second] = slashed.exec(text.trim()) ?? [];
  if (separator === '.' || Number(first) > 12) return first === undefined ? undefined : 'day_first';
  return Number(second) > 12 ? 'month_first' : undefined;
}

/** Whether a date reads differently either way round. */
export function hasUndecidedOrder(text: string): boolean {
  const [, first, separator, second] = slashed.exec(text.trim()) ?? [];
  return separator !== undefined && dateOrderOf(text) === undefined && Number(first) !== Number(second);
}

// Fixed on purpose: a zone of a row is one of a few, and exports write CET in summer too. An hour decides no match.
const zoneHours: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  BST: 1,
  WEST: 1,
  CET: 1,
  MEZ: 1,
  CEST: 2,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  AST: -4,
  ADT: -3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  JST: 9,
  AEST: 10,
  AEDT: 11,
};

const secondsPerHour = 3600;

/**
 * The instant of a date as a report writes it, with its time in the same text or beside it. The zone is what the row says
 * (an offset, an abbreviation, a name of the IANA list), else the given one.
 */
export function instantOfText(
  { date, time = '', zone = '' }: Readonly<{ date: string; time?: string; zone?: string }>,
  { order, timeZone }: Readonly<{ order: DateOrder; timeZone: string }>,
): string {
  const whole = [date.trim(), time.trim()].filter((part) => part !== '').join(' ');
  const [, clock = '', offset = ''] =
    /[ T,]+(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/.exec(whole) ?? [];
  const day = isoDayOf(whole, order);
  const local = `${day}T${clock === '' ? '00:00:00' : padded(clock)}`;
  if (offset !== '') return checked(unixSecondsOf(`${local}${offset}`), whole);
  const named = zone.trim();
  const hours = zoneHours[named.toUpperCase()];
  if (hours !== undefined) return checked(unixSecondsOf(`${local}Z`), whole, hours);
  return inZone(local, named === '' ? timeZone : named, whole);
}

function isoDayOf(text: string, order: DateOrder): string {
  const [, year, isoMonth, isoDay] = isoLike.exec(text) ?? [];
  if (year !== undefined) return [year, isoMonth, isoDay].map((part) => String(part).padStart(2, '0')).join('-');
  const [, first = '', separator, second = '', lastYear] = slashed.exec(text) ?? [];
  if (lastYear === undefined) throw new RejectedRowError(`date_unreadable: ${shown(text)}`);
  const isDayFirst = separator === '.' || order === 'day_first';
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return [lastYear, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}

const padded = (clock: string): string => {
  const [hour = '0', minute = '00', second = '00'] = clock.split(':');
  return `${hour.padStart(2, '0')}:${minute}:${second}`;
};

function checked(seconds: number | undefined, text: string, zoneOffsetHours = 0): string {
  if (seconds === undefined) throw new RejectedRowError(`date_unreadable: ${shown(text)}`);
  return instantOf(seconds - zoneOffsetHours * secondsPerHour);
}

function inZone(local: string, timeZone: string, text: string): string {
  if (unixSecondsOf(`${local}Z`) === undefined) throw new RejectedRowError(`date_unreadable: ${shown(text)}`);
  if (timeZone === 'UTC') return `${local}Z`;
  try {
    const zoned = PlainDateTime.toZonedDateTime(PlainDateTime.fromString(local, getISO), timeZone);
    return Instant.toString(ZonedDateTime.toInstant(zoned));
  } catch (error) {
    if (error instanceof RangeError) throw new RejectedRowError(`time_zone_unknown: ${shown(timeZone)}`);
    throw error;
  }
}
