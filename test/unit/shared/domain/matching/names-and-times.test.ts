import { describe, expect, it } from 'vitest';
import {
  compatibleName,
  nameAgreement,
  nameFormOf,
  sameName,
} from '../../../../../shared/domain/matching/name-form.ts';
import { coveredWhenReadAt } from '../../../../../shared/domain/matching/provider-lag.ts';
import { instantOf, unixSecondsOf } from '../../../../../shared/domain/matching/unix-time.ts';

const agreement = (a: string, b: string): number => nameAgreement(nameFormOf(a), nameFormOf(b));

describe('names', () => {
  it.each([
    ['Jörg Müller', 'MUELLER, JOERG'],
    ['Jörg Müller', 'Jorg Muller'],
    ['Léa Côté', 'COTE Lea'],
    ['Søren Ærø', 'Soren Aero'],
    ['Herr Dr. Hans Groß', 'Hans Gross'],
    ['Voorbeeld B.V.', 'VOORBEELD BV'],
    ["Sinéad O'Exemple", 'sinead oexemple'],
    ['Voorbeeld GmbH & Co. KG', 'Voorbeeld'],
  ])('are equal after normalising: %s and %s', (a, b) => {
    expect(agreement(a, b)).toBe(sameName);
  });

  it.each([
    ['Jan Voorbeeld', 'J. Voorbeeld'],
    ['Jan Peter Voorbeeld', 'J.P. Voorbeeld'],
    ['Alexander Muster', 'Alex Muster'],
    ['Jan Voorbeeld', 'Jan Voorbeld'],
    ['Jan van Voorbeeld', 'Jan Voorbeeld'],
    ['Muster', 'Petra Muster'],
  ])('can be the same, and are not equal: %s and %s', (a, b) => {
    expect(agreement(a, b)).toBeGreaterThanOrEqual(compatibleName);
    expect(agreement(a, b)).toBeLessThan(sameName);
    expect(agreement(b, a)).toBe(agreement(a, b));
  });

  it.each([
    ['Jan Voorbeeld', 'Piet Voorbeeld'],
    ['Jan Voorbeeld', 'J. Ander'],
    ['J V', 'Jan Voorbeeld'],
    ['', 'Jan'],
    ['...', 'Jan'],
  ])('are not the same: %s and %s', (a, b) => {
    expect(agreement(a, b)).toBeLessThan(compatibleName);
  });
});

describe('times', () => {
  it.each([
    ['2026-11-20', 1_795_132_800],
    ['2026-11-20T10:15:00Z', 1_795_169_700],
    ['2026-11-20 10:15', 1_795_169_700],
    ['2026-11-20T11:15:00+01:00', 1_795_169_700],
    ['2026-11-20T02:15:00.000-0800', 1_795_169_700],
    ['1969-12-31T23:59:59Z', -1],
    ['2024-02-29', 1_709_164_800],
  ])('%s is %i seconds after 1970', (text, seconds) => {
    expect(unixSecondsOf(text)).toBe(seconds);
    expect(Date.parse(instantOf(seconds))).toBe(seconds * 1000);
  });

  it.each(['2026-02-29', '2026-13-01', '20.11.2026', '2026-11-20T25:00:00Z', 'yesterday', ''])('%s is none', (text) => {
    expect(unixSecondsOf(text)).toBeUndefined();
  });

  it('banks do not work on weekends', () => {
    const monday = unixSecondsOf('2026-11-23T12:00:00Z') ?? 0;

    expect(instantOf(coveredWhenReadAt(monday, { hours: 2, workingDays: 2 }))).toBe('2026-11-19T10:00:00Z');
    expect(instantOf(coveredWhenReadAt(monday, { hours: 0, workingDays: 1 }))).toBe('2026-11-20T12:00:00Z');
  });
});
