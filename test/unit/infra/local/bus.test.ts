import { describe, expect, it } from 'vitest';
import { type BusOptions, type BusTarget, createBus } from '../../../../infra/local/bus.ts';
import { BusRequestError } from '../../../../infra/local/put-events-request.ts';

const arn = 'arn:aws:events:eu-west-1:000000000000:event-bus/refunds';

function aBus(options: Partial<BusOptions> = {}) {
  let events = 0;
  const pauses: number[] = [];
  const bus = createBus({
    name: 'refunds',
    arn,
    region: 'eu-west-1',
    account: '000000000000',
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    newId: () => `event-${++events}`,
    wait: async (milliseconds) => pauses.push(milliseconds),
    ...options,
  });
  return { bus, pauses };
}

const anEntry = (fields: Record<string, unknown> = {}) => ({
  EventBusName: 'refunds',
  Source: 'avoir',
  DetailType: 'RefundCaseOpened.v1',
  Detail: '{"caseId":"c-1"}',
  ...fields,
});

const aRule = (target: Partial<BusTarget>, pattern: unknown = { source: ['avoir'] }) => ({
  name: 'open-tasks',
  pattern,
  targets: [{ id: 'queue', deliver: async () => undefined, ...target }],
});

const storing = (stored: string[]) => async (eventJson: string) => {
  stored.push(eventJson);
};
const failing = async () => {
  throw new Error('The queue is away.');
};

describe('an event bus on one machine', () => {
  it('hands an event on in the form of EventBridge', async () => {
    const stored: string[] = [];
    const { bus } = aBus();
    bus.addRule(aRule({ deliver: storing(stored) }));
    await bus.putEvents([anEntry({ Resources: ['case/c-1'], Time: 1_767_323_045.9 })]);
    expect(stored.map((event) => JSON.parse(event))).toEqual([
      {
        version: '0',
        id: 'event-1',
        'detail-type': 'RefundCaseOpened.v1',
        source: 'avoir',
        account: '000000000000',
        time: '2026-01-02T03:04:05Z',
        region: 'eu-west-1',
        resources: ['case/c-1'],
        detail: { caseId: 'c-1' },
      },
    ]);
  });

  it('hands an event only to the rules it matches', async () => {
    const stored: string[] = [];
    const { bus } = aBus();
    bus.addRule(aRule({ deliver: storing(stored) }, { detail: { caseId: ['c-2'] } }));
    const { Entries: entries } = await bus.putEvents([anEntry(), anEntry({ Detail: '{"caseId":"c-2"}' })]);
    expect(entries).toEqual([{ EventId: 'event-1' }, { EventId: 'event-2' }]);
    expect(stored).toHaveLength(1);
  });

  it('answers only when every matched queue has stored the message', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { bus } = aBus();
    bus.addRule(aRule({}));
    bus.addRule(aRule({ deliver: () => promise }));
    let isAnswered = false;
    const answered = bus.putEvents([anEntry()]).then(() => {
      isAnswered = true;
    });
    await new Promise(setImmediate);
    expect(isAnswered).toBe(false);
    resolve();
    await answered;
    expect(isAnswered).toBe(true);
  });

  it('tries a target again before it gives up', async () => {
    const stored: string[] = [];
    let attempts = 0;
    const { bus, pauses } = aBus();
    const deliver = async (event: string) => (++attempts < 3 ? failing() : storing(stored)(event));
    bus.addRule(aRule({ deliver }));
    expect(await bus.putEvents([anEntry()])).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: 'event-1' }] });
    expect(stored).toHaveLength(1);
    expect(pauses).toEqual([50, 100]);
  });

  it('tries no more often than the rule of the target allows', async () => {
    let attempts = 0;
    const { bus } = aBus();
    const deliver = () => {
      attempts += 1;
      return failing();
    };
    bus.addRule(aRule({ deliver, maximumRetryAttempts: 0 }));
    await bus.putEvents([anEntry()]);
    expect(attempts).toBe(1);
  });

  it('puts what a target never took into its dead-letter queue, with the reason', async () => {
    const dead: [string, Record<string, string>][] = [];
    const { bus } = aBus();
    const deadLetter: BusTarget['deadLetter'] = async (...message) => {
      dead.push(message);
    };
    bus.addRule(aRule({ arn: 'arn:queue', deliver: failing, deadLetter, maximumRetryAttempts: 2 }));
    expect(await bus.putEvents([anEntry()])).toMatchObject({ FailedEntryCount: 0 });
    const [[eventJson = '{}', attributes] = []] = dead;
    expect(JSON.parse(eventJson)).toMatchObject({ id: 'event-1', detail: { caseId: 'c-1' } });
    expect(attributes).toEqual({
      RULE_ARN: 'arn:aws:events:eu-west-1:000000000000:rule/refunds/open-tasks',
      TARGET_ARN: 'arn:queue',
      ERROR_CODE: 'SDK_CLIENT_ERROR',
      ERROR_MESSAGE: 'The queue is away.',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    });
  });

  it.each([
    ['has no dead-letter queue', undefined],
    ['has one that is away as well', failing],
  ])('counts an entry as failed when its target %s', async (_, deadLetter) => {
    const { bus } = aBus();
    const target = { deliver: failing, ...(deadLetter && { deadLetter }) };
    bus.addRule(aRule(target, { detail: { caseId: ['c-1'] } }));
    expect(await bus.putEvents([anEntry(), anEntry({ Detail: '{"caseId":"c-2"}' })])).toEqual({
      FailedEntryCount: 1,
      Entries: [
        { ErrorCode: 'InternalFailure', ErrorMessage: 'A target did not store the event.' },
        { EventId: 'event-2' },
      ],
    });
  });

  it.each([
    ['without a source', { Source: undefined }, 'InvalidArgument'],
    ['without a type', { DetailType: '' }, 'InvalidArgument'],
    ['without a detail', { Detail: undefined }, 'InvalidArgument'],
    ['with a detail that is no JSON', { Detail: '{' }, 'MalformedDetail'],
    ['with a detail that is no object', { Detail: '[1]' }, 'MalformedDetail'],
    ['in the name of AWS', { Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
    ['for another bus', { EventBusName: 'default' }, 'InvalidArgument'],
  ])('refuses an entry %s and takes the one beside it', async (_, fields, code) => {
    const { bus } = aBus();
    const { FailedEntryCount: failedCount, Entries: entries } = await bus.putEvents([anEntry(fields), anEntry()]);
    expect(failedCount).toBe(1);
    expect(entries).toEqual([expect.objectContaining({ ErrorCode: code }), { EventId: 'event-1' }]);
  });

  it('knows its own ARN as its name', async () => {
    expect(await aBus().bus.putEvents([anEntry({ EventBusName: arn })])).toMatchObject({ FailedEntryCount: 0 });
  });

  it.each([
    ['no entries', []],
    ['eleven entries', Array.from({ length: 11 }, () => anEntry())],
    ['a field that PutEvents does not have', [anEntry({ Priority: 1 })]],
    ['more than 256 kB', [anEntry({ Detail: JSON.stringify({ text: 'é'.repeat(131_072) }) })]],
  ])('refuses a whole request with %s', async (_, entries) => {
    await expect(aBus().bus.putEvents(entries)).rejects.toThrow(BusRequestError);
    await expect(aBus().bus.putEvents(entries)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('takes entries of exactly 256 kB', async () => {
    const spent = 'avoir'.length + 'RefundCaseOpened.v1'.length + '{"text":""}'.length;
    const detail = JSON.stringify({ text: 'x'.repeat(262_144 - spent) });
    expect(await aBus().bus.putEvents([anEntry({ Detail: detail })])).toMatchObject({ FailedEntryCount: 0 });
    await expect(aBus().bus.putEvents([anEntry({ Detail: detail.replace('xx', 'xxx') })])).rejects.toThrow('over the');
  });

  it('refuses a rule with a pattern that it cannot evaluate', () => {
    expect(() => aBus().bus.addRule(aRule({}, { source: [{ cidr: '10.0.0.0/8' }] }))).toThrow('source.0.cidr');
  });
});
