import * as z from 'zod';
import { elsewhere } from '../elsewhere.ts';
import { resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  QueueName: z.string().optional(),
  VisibilityTimeout: z.int().optional(),
  MessageRetentionPeriod: z.int().optional(),
  DelaySeconds: z.int().optional(),
  ReceiveMessageWaitTimeSeconds: z.int().optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.int().positive() }).optional(),
  SqsManagedSseEnabled: elsewhere(
    'Messages lie in the data folder, under the rights of whoever runs the machine. test/infra/queues.test.ts',
  ),
});

/** A standard queue, made or given the attributes of the template. */
export const sqsQueue = resourceType(
  properties,
  async ({ physicalName, properties: wanted }, { queues, queuesByArn, deadLetterSources, endpoints }) => {
    const { QueueName: name = physicalName, SqsManagedSseEnabled: _, RedrivePolicy: redrive, ...numbers } = wanted;
    const attributes = Object.entries(numbers).map(([attribute, value]) => [attribute, String(value)] as const);
    const queue = await queues.create(name, {
      ...Object.fromEntries(attributes),
      ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
    });
    queuesByArn.set(queue.arn, queue);
    if (redrive) deadLetterSources.set(redrive.deadLetterTargetArn, queue.arn);
    // The SDK sends to the host of the URL: a function is given the one at which it may call.
    const url = new URL(new URL(queue.url).pathname, endpoints.AWS_ENDPOINT_URL_SQS).href;
    return { ref: url, attributes: { Arn: queue.arn, QueueName: queue.name, QueueUrl: url } };
  },
);
