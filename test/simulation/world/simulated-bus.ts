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
    const refusal = refusalOf(event);
    if (refusal !== undefined) return { published: false, code: refusal };
    published.push(event);
    const body = bodyOf(event, ids.next('bus'));
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
function bodyOf({ source, detailType, detail, time }: OutgoingEvent, id: string): string {
  const outside = {
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account: '000000000000',
    time,
    region: 'local',
  };
  return JSON.stringify({ ...outside, resources: [], detail: JSON.parse(detail) });
}

function refusalOf({ source, detailType, detail }: OutgoingEvent): string | undefined {
  const bytes = 14 + Buffer.byteLength(source) + Buffer.byteLength(detailType) + Buffer.byteLength(detail);
  if (bytes > mostEventBytes) return 'entry_too_large';
  return isObjectText(detail) ? undefined : 'MalformedDetail';
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    // EventBridge answers for the entry instead of failing the call.
    return false;
  }
}
