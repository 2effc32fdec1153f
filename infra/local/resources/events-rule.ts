import * as z from 'zod';
import { arnOf } from '../account.ts';
import type { BusTarget } from '../bus.ts';
import { elsewhere } from '../elsewhere.ts';
import { found, type MachineParts } from '../machine-parts.ts';
import { resourceType } from '../resource-type.ts';

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.int().optional(),
      MaximumEventAgeInSeconds: elsewhere(
        'A queue in the same process takes an event within a second or not at all. test/infra/queues.test.ts',
      ),
    })
    .optional(),
});
const properties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  EventBusName: z.string(),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.literal('ENABLED'),
  Targets: z.array(target).min(1),
});

/** A rule of a bus whose targets are queues. */
export const eventsRule = resourceType(properties, ({ physicalName, properties: wanted }, parts) => {
  const { Name: name = physicalName, EventBusName: busName } = wanted;
  const arn = arnOf('events', `rule/${busName}/${name}`);
  found(parts.buses, busName, 'event bus').addRule({
    name,
    arn,
    pattern: wanted.EventPattern,
    targets: wanted.Targets.map((declared) => queueTarget(declared, parts)),
  });
  return { ref: name, attributes: { Arn: arn } };
});

function queueTarget(declared: z.infer<typeof target>, { queues, queuesByArn, meter }: MachineParts): BusTarget {
  const { Id: id, Arn: arn, DeadLetterConfig: deadLetter, RetryPolicy: retry } = declared;
  const queue = found(queuesByArn, arn, 'queue');
  const deadLetters = deadLetter && found(queuesByArn, deadLetter.Arn, 'queue');
  return {
    id,
    arn,
    async deliver(eventJson) {
      meter.add('bus', 'queue_requests', 1, 'SendMessage');
      queues.send(queue.name, eventJson);
    },
    ...(deadLetters && {
      deadLetter: async (eventJson, attributes) => queues.send(deadLetters.name, eventJson, attributes),
    }),
    ...(retry?.MaximumRetryAttempts !== undefined && { maximumRetryAttempts: retry.MaximumRetryAttempts }),
  };
}
