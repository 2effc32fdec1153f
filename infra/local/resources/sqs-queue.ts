import * as z from 'zod';
import { elsewhere } from '../elsewhere.ts';
import { resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  QueueName: z.string().optional(),
  FifoQueue: z.literal(true).optional(),
  VisibilityTimeout: z.int().optional(),
  MessageRetentionPeriod: z.int().optional(),
  DelaySeconds: z.int().optional(),
  ReceiveMessageWaitTimeSeconds: z.int().optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.int().positive() }).optional(),
  SqsManagedSseEnabled: elsewhere(
    'Messages lie in the data folder, under the rights of whoever runs the machine. test/infra/queues.test.ts',
  ),
});

/** A queue, made or given the attributes of the template. A FIFO queue gets the ending that SQS demands of its name. */
export const sqsQueue = resourceType(
  properties,
  async ({ physicalName, properties: wanted }, { queues, queuesByArn, deadLetterSources, endpoints }) => {
    const {
      QueueName: wantedName,
      FifoQueue: isFifo,
      SqsManagedSseEnabled: _,
      RedrivePolicy: redrive,
      ...numbers
    } = wanted;
    const name = wantedName ?? (isFifo ? `${physicalName}.fifo` : physicalName);
    const attributes = Object.entries(numbers).map(([attribute, value]) => [attribute, String(value)] as const);
    const queue = await queues.create(name, {
      ...Object.fromEntries(attributes),
      ...(isFifo && { FifoQueue: 'true' }),
      ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
    });
    queuesByArn.set(queue.arn, queue);
    if (redrive) deadLetterSources.set(redrive.deadLetterTargetArn, queue.arn);
    // The SDK sends to the host of the URL: a function is given the one at which it may call.
    const url = new URL(new URL(queue.url).pathname, endpoints.AWS_ENDPOINT_URL_SQS).href;
    return { ref: url, attributes: { Arn: queue.arn, QueueName: queue.name, QueueUrl: url } };
  },
);
