import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { startQueues } from '../../infra/local/queues.ts';

it('gives a message that a killed machine held to the next one at once, and keeps count of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'avoir-queues-'));
  const receive = async () => {
    const queues = await startQueues(folder);
    const { url } = await queues.create('reconciliation', { VisibilityTimeout: '180' });
    const sent = await queues.client.send(new ReceiveMessageCommand({ QueueUrl: url, AttributeNames: ['All'] }));
    return { queues, messages: sent.Messages ?? [] };
  };
  const first = await receive();
  first.queues.send('reconciliation', '{"taskId":"CN-1~1"}');
  await first.queues.stop();

  const held = await receive();
  expect(held.messages).toHaveLength(1);
  await held.queues.stop();

  const next = await receive();
  expect(next.messages.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount])).toEqual([
    ['{"taskId":"CN-1~1"}', '2'],
  ]);
  await next.queues.stop();
  await rm(folder, { recursive: true, force: true });
});
