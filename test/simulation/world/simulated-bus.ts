import type { EventBus, OutgoingEvent, PublishResult } from '../../../shared/ports/event-bus.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import { seededIds } from './seeded-ids.ts';
import type { SeededRandom } from './seeded-random.ts';

const mostEventBytes = 262_144;

/** Which events go to which queue, by source and detail type as our rules name them. */
export type BusRule = Readonly<{ source: string; detailType: string; queue: Queue }>;

/** How a bus delivers. With `disorder` it delivers some events twice to a queue. */
export type BusSettings = Readonly<{
  rules: readonly BusRule[];
  disorder?: Readonly<{ random: SeededRandom; duplicatePercent: number }>;
}>;

/** A bus of EventBridge: each rule's queue gets the event in EventBridge's own form, under an id that is new each time. */
export type SimulatedBus = EventBus & Readonly<{ published(): readonly OutgoingEvent[] }>;

/** A bus with its rules. */
export function simulatedBus({ rules, disorder }: BusSettings): SimulatedBus {
  const published: OutgoingEvent[] = [];
  const ids = seededIds();

  async function publishOne(event: OutgoingEvent): Promise<PublishResult> {
    if (bytesOf(event) > mostEventBytes) return { published: false, code: 'entry_too_large' };
    const detail = objectOf(event.detail);
    if (detail === undefined) return { published: false, code: 'MalformedDetail' };
    published.push(event);
    const body = bodyOf(event, detail, ids.next('bus'));
    for (const { queue } of rules.filter((rule) => matches(rule, event))) {
      await queue.send([{ body }]);
      if (disorder?.random.chance(disorder.duplicatePercent)) await queue.send([{ body }]);
    }
    return { published: true };
  }

  return {
    published: () => published,
    async publish(events) {
      const results: PublishResult[] = [];
      for (const event of events) results.push(await publishOne(event));
      return results;
    },
  };
}

const matches = (rule: BusRule, event: OutgoingEvent): boolean =>
  rule.source === event.source && rule.detailType === event.detailType;

// The id is the bus's own, and another one when the same event is published again: nobody may rely on it.
function bodyOf({ source, detailType, time }: OutgoingEvent, detail: object, id: string): string {
  const outside = {
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account: '000000000000',
    time,
    region: 'local',
  };
  return JSON.stringify({ ...outside, resources: [], detail });
}

const bytesOf = ({ source, detailType, detail }: OutgoingEvent): number =>
  14 + Buffer.byteLength(source) + Buffer.byteLength(detailType) + Buffer.byteLength(detail);

function objectOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // EventBridge answers for the entry instead of failing the call.
    return undefined;
  }
}
