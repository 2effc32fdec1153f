import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineEvent, maximumEventBytes, toEventAttribute } from '../../../events/envelope.ts';

const caseClosed = defineEvent({
  detailType: 'CaseClosed.v2',
  source: 'avoir',
  data: z.object({ reason: z.string() }),
});

const envelope = {
  metadata: {
    eventId: 'case-closed-1',
    correlationId: 'case-1',
    occurredAt: '2026-11-23T12:00:00.000Z',
    shopId: 'demo',
    schemaVersion: 2,
  },
  data: { reason: 'matched' },
};
const withMetadata = (changes: object) => ({ ...envelope, metadata: { ...envelope.metadata, ...changes } });
const isValid = (value: unknown) => caseClosed.schema.safeParse(value).success;

describe('a declared event', () => {
  it('is named as it was declared', () => {
    expect(caseClosed).toMatchObject({ detailType: 'CaseClosed.v2', source: 'avoir' });
  });

  it('takes its own envelope, with or without what caused it', () => {
    expect(isValid(envelope)).toBe(true);
    expect(isValid(withMetadata({ causationId: 'request-1' }))).toBe(true);
  });

  it.each([1, 3, 22, 2.5, '2'])('refuses an envelope of another version than its name: %j', (schemaVersion) => {
    expect(isValid(withMetadata({ schemaVersion }))).toBe(false);
  });

  it('reads a version of more than one digit', () => {
    const later = defineEvent({ detailType: 'CaseClosed.v12', source: 'avoir', data: z.object({}) });
    const data = {};
    expect(later.schema.safeParse({ ...withMetadata({ schemaVersion: 12 }), data }).success).toBe(true);
    expect(later.schema.safeParse({ ...withMetadata({ schemaVersion: 2 }), data }).success).toBe(false);
  });

  it.each([
    ['no id', { eventId: undefined }],
    ['an empty id', { eventId: '' }],
    ['no case', { correlationId: undefined }],
    ['no shop', { shopId: undefined }],
    ['a day instead of an instant', { occurredAt: '2026-11-23' }],
    ['an instant without a zone', { occurredAt: '2026-11-23T12:00:00' }],
  ])('refuses an envelope with %s', (_, changes) => {
    expect(isValid(withMetadata(changes))).toBe(false);
  });
});

describe('the attribute of a row', () => {
  it('is the whole event as it will be published, under the id that it keeps', () => {
    const attribute = toEventAttribute(caseClosed, envelope);
    expect(attribute).toEqual({
      eventId: 'case-closed-1',
      detailType: 'CaseClosed.v2',
      source: 'avoir',
      time: '2026-11-23T12:00:00.000Z',
      detail: expect.any(String),
    });
    expect(JSON.parse(attribute.detail)).toEqual(envelope);
  });

  it('holds only what is declared, whatever else stood in the envelope', () => {
    const customer = { name: 'Jane Doe' };
    const { detail } = toEventAttribute(caseClosed, { ...envelope, data: { ...envelope.data, ...{ customer } } });
    expect(detail).not.toContain('Jane');
  });

  it('is not made of an envelope that is not valid', () => {
    expect(() => toEventAttribute(caseClosed, withMetadata({ schemaVersion: 1 }))).toThrow(z.ZodError);
  });

  it('may have 16 kB as UTF-8, and not one byte more', () => {
    const spare = maximumEventBytes - JSON.stringify({ ...envelope, data: { reason: '' } }).length;
    const ofBytes = (bytes: number) => ({ ...envelope, data: { reason: `é${'x'.repeat(bytes - 2)}` } });
    const { detail } = toEventAttribute(caseClosed, ofBytes(spare));
    expect(Buffer.byteLength(detail)).toBe(maximumEventBytes);
    expect(() => toEventAttribute(caseClosed, ofBytes(spare + 1))).toThrow(RangeError);
  });
});
