import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestMadeV1 } from '../../events/digest-made.v1.ts';
import { providerRefundSeenV1 } from '../../events/provider-refund-seen.v1.ts';
import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { refundTaskOverdueV1 } from '../../events/refund-task-overdue.v1.ts';

const schemas: Readonly<Record<string, { readonly schema: { safeParse(value: unknown): { success: boolean } } }>> = {
  'digest-made.v1': digestMadeV1,
  'provider-refund-seen.v1': providerRefundSeenV1,
  'refund-case-opened.v1': refundCaseOpenedV1,
  'refund-task-overdue.v1': refundTaskOverdueV1,
};

const folder = new URL('../../events/samples/', import.meta.url);

function samplesIn(path: string): [string, unknown, (typeof schemas)[string]][] {
  const base = new URL(path, folder);
  return readdirSync(base)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const event = schemas[name.split('.').slice(0, 2).join('.')];
      if (event === undefined) throw new Error(`No schema for the sample ${name}.`);
      return [name, JSON.parse(readFileSync(new URL(name, base), 'utf8')), event];
    });
}

describe('every sample ever released', () => {
  it.each(samplesIn('./'))('is read by the version it was written in: %s', (_, sample, event) => {
    expect(event.schema.safeParse(sample).success).toBe(true);
  });

  it.each(samplesIn('./refused/'))('is refused where it breaks a rule: %s', (_, sample, event) => {
    expect(event.schema.safeParse(sample).success).toBe(false);
  });

  it('exists for every event', () => {
    const names = samplesIn('./').map(([name]) => name);
    for (const event of Object.keys(schemas)) expect(names.some((name) => name.startsWith(event))).toBe(true);
  });
});
