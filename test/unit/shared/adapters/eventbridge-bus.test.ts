import { EventBridgeClient, EventBridgeServiceException, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { eventbridgeBus } from '../../../../shared/adapters/eventbridge-bus.ts';
import { EventBusUnavailableError, type OutgoingEvent } from '../../../../shared/ports/event-bus.ts';

const eventBridge = mockClient(EventBridgeClient);
const bus = eventbridgeBus(new EventBridgeClient({ region: 'eu-west-1' }), 'avoir');
const anEvent = (detail = '{}'): OutgoingEvent => ({
  source: 'avoir',
  detailType: 'RefundCaseOpened.v1',
  time: '2026-11-12T09:30:00.000Z',
  detail,
});
const taken = (count: number) => ({
  FailedEntryCount: 0,
  Entries: Array.from({ length: count }, (_, id) => ({ EventId: `${id}` })),
});
const published = { published: true };
const down = new EventBridgeServiceException({
  name: 'InternalException',
  $fault: 'server',
  $metadata: { httpStatusCode: 500 },
});

beforeEach(() => eventBridge.reset());

describe('publishing to EventBridge', () => {
  it('publishes ten events at a time, each under its own time', async () => {
    eventBridge.on(PutEventsCommand).resolvesOnce(taken(10)).resolvesOnce(taken(2));
    expect(await bus.publish(Array.from({ length: 12 }, () => anEvent()))).toStrictEqual(Array(12).fill(published));
    expect(eventBridge).toHaveReceivedNthCommandWith(PutEventsCommand, 2, {
      Entries: Array(2).fill({
        EventBusName: 'avoir',
        Source: 'avoir',
        DetailType: 'RefundCaseOpened.v1',
        Detail: '{}',
        Time: new Date('2026-11-12T09:30:00.000Z'),
      }),
    });
  });

  it('tells of each event whether it was taken, although EventBridge answers 200', async () => {
    const Entries = [{ EventId: 'a' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow' }, { EventId: 'c' }];
    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries });
    expect(await bus.publish([anEvent(), anEvent(), anEvent()])).toStrictEqual([
      published,
      { published: false, code: 'ThrottlingException' },
      published,
    ]);
  });

  it('takes an event without an answer for one that was not published', async () => {
    eventBridge.on(PutEventsCommand).resolves({ Entries: [{ EventId: 'a' }] });
    expect(await bus.publish([anEvent(), anEvent()])).toStrictEqual([
      published,
      { published: false, code: 'no_result' },
    ]);
  });

  it('keeps an event that is too large from holding up the others', async () => {
    eventBridge.on(PutEventsCommand).resolves(taken(1));
    const tooLarge = anEvent(JSON.stringify('x'.repeat(262_144)));
    expect(await bus.publish([anEvent(), tooLarge, anEvent()])).toStrictEqual([
      published,
      { published: false, code: 'entry_too_large' },
      published,
    ]);
  });

  it('remembers what was published before the bus went away', async () => {
    eventBridge.on(PutEventsCommand).resolvesOnce(taken(10)).rejects(down);
    const results = await bus.publish(Array.from({ length: 11 }, () => anEvent()));
    expect(results.slice(0, 10)).toStrictEqual(Array(10).fill(published));
    expect(results[10]).toStrictEqual({ published: false, code: 'InternalException' });
  });

  it('says that the bus is unavailable when nothing is known of any event', async () => {
    eventBridge.on(PutEventsCommand).rejects(down);
    await expect(bus.publish([anEvent()])).rejects.toBeInstanceOf(EventBusUnavailableError);
    await expect(bus.publish([anEvent()])).rejects.toMatchObject({ cause: down });
  });

  it('calls nobody for no event', async () => {
    expect(await bus.publish([])).toStrictEqual([]);
    expect(eventBridge).not.toHaveReceivedAnyCommand();
  });
});
