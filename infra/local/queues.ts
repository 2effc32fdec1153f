import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { withLeanMiddleware } from '../../shared/adapters/client-settings.ts';
import { accountId, arnOf, credentials, region } from './account.ts';
import { giveBackHeldMessages } from './held-messages.ts';
import { withRareDiskSync } from './rare-disk-sync.ts';

/** One queue on one machine. */
export type LocalQueue = Readonly<{ name: string; url: string; arn: string }>;

/** A running SQS. */
export type LocalQueues = Readonly<{
  endpoint: string;
  client: SQSClient;
  /** Makes a queue, or gives one that is there the attributes of the template. */
  create(name: string, attributes: Readonly<Record<string, string>>): Promise<LocalQueue>;
  /** Stores a message; it is on disk when this returns. Throws for a queue that does not exist. */
  send(queueName: string, body: string, attributes?: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}>;

/** Starts SQS inside this process. Queues and messages are kept in the folder; what a killed machine held can be received again. */
export async function startQueues(folder: string): Promise<LocalQueues> {
  giveBackHeldMessages(folder);
  const server = await withRareDiskSync(() =>
    startFauxqs({ port: 0, logger: false, defaultRegion: region, dataDir: folder }),
  );
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = withLeanMiddleware(new SQSClient({ endpoint, region, credentials, cacheMiddleware: true }));
  return {
    endpoint,
    client,
    async create(name, attributes) {
      // The SDK sends to the host of the queue's URL, whatever endpoint it is given.
      const queue = { name, arn: arnOf('sqs', name), url: `${endpoint}/${accountId}/${name}` };
      const isKept = server.inspectQueue(name) !== undefined;
      if (isKept) await client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: attributes }));
      else server.createQueue(name, { region, attributes: { ...attributes } });
      return queue;
    },
    send(queueName, body, attributes = {}) {
      server.sendMessage(queueName, body, {
        region,
        messageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
        ),
      });
    },
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}
