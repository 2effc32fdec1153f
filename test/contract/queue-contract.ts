import { beforeEach, describe, expect, it } from 'vitest';
import type { Queue } from '../../shared/ports/queue.ts';

/** A message as a consumer of either queue gets it. */
export type Received = Readonly<{
  messageId: string;
  receiptHandle: string;
  body: string;
  receiveCount: number;
  attributes: Readonly<Record<string, string>>;
}>;

/** A queue with a consumer's view of it. `maxReceiveCount` is 2; what fails more often goes to `deadLetters`. */
export type QueueUnderTest = Readonly<{
  queue: Queue;
  receive(): Promise<readonly Received[]>;
  delete(receiptHandle: string): Promise<void>;
  /** Shows the message of a receipt again at once, as a consumer that failed. */
  release(receiptHandle: string): Promise<void>;
  deadLetters(): Promise<readonly Received[]>;
}>;

/** What every queue promises, whoever keeps it. `makeQueue` makes a fresh one for each test. */
export function describeQueue(name: string, makeQueue: () => Promise<QueueUnderTest>): void {
  describe(`${name} as a queue`, () => {
    let underTest: QueueUnderTest;
    beforeEach(async () => {
      underTest = await makeQueue();
    });
    const bodies = (messages: readonly Received[]) => messages.map(({ body }) => body).toSorted();

    it('stores every message of a sending, however many', async () => {
      const sent = Array.from({ length: 23 }, (_, number) => `{"number":${number}}`);
      await underTest.queue.send(sent.map((body) => ({ body })));
      const received = [...(await underTest.receive()), ...(await underTest.receive()), ...(await underTest.receive())];
      expect(bodies(received)).toStrictEqual(sent.toSorted());
    });

    it('hides a message from others while one works on it, and forgets it when it is done', async () => {
      await underTest.queue.send([{ body: '{}' }]);
      const [message] = await underTest.receive();
      expect(message).toMatchObject({ body: '{}', receiveCount: 1 });
      expect(await underTest.receive()).toStrictEqual([]);
      await underTest.delete(message?.receiptHandle ?? '');
      expect(await underTest.receive()).toStrictEqual([]);
    });

    it('counts each receipt and gives up on a message after the last, with its body', async () => {
      await underTest.queue.send([{ body: '{"poison":true}' }]);
      for (const receiveCount of [1, 2]) {
        const [message] = await underTest.receive();
        expect(message).toMatchObject({ receiveCount });
        await underTest.release(message?.receiptHandle ?? '');
      }
      expect(await underTest.receive()).toStrictEqual([]);
      expect(bodies(await underTest.deadLetters())).toStrictEqual(['{"poison":true}']);
    });

    it('carries attributes beside the body, also to where it gives up on the message', async () => {
      const attributes = { DeadLetter: 'reconciliation/7' };
      await underTest.queue.send([{ body: '{}', attributes }]);
      for (const _ of [1, 2]) {
        const [message] = await underTest.receive();
        expect(message).toMatchObject({ attributes });
        await underTest.release(message?.receiptHandle ?? '');
      }
      await underTest.receive();
      expect(await underTest.deadLetters()).toMatchObject([{ body: '{}', attributes }]);
    });

    it('keeps a delayed message back', async () => {
      await underTest.queue.send([{ body: '{"later":true}', delaySeconds: 900 }, { body: '{}' }]);
      expect(bodies(await underTest.receive())).toStrictEqual(['{}']);
    });

    it('refuses a message beyond its size', async () => {
      await expect(underTest.queue.send([{ body: 'x'.repeat(1_100_000) }])).rejects.toThrow();
      expect(await underTest.receive()).toStrictEqual([]);
    });
  });
}
