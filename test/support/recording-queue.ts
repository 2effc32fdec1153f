import type { OutgoingMessage, Queue } from '../../shared/ports/queue.ts';

/** A queue that nobody receives from. Like SQS it refuses an empty body, and a group without a deduplication id. */
export function recordingQueue(): Queue & Readonly<{ sent: readonly OutgoingMessage[] }> {
  const sent: OutgoingMessage[] = [];
  return {
    sent,
    async send(messages) {
      for (const { body, groupId, deduplicationId, delaySeconds } of messages) {
        if (body === '') throw new Error('SQS refuses an empty body.');
        if (groupId !== undefined && (!deduplicationId || delaySeconds !== undefined))
          throw new Error('A FIFO queue wants a deduplication id for each message, and knows no delay of one.');
      }
      sent.push(...messages);
    },
  };
}
