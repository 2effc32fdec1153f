/**
 * One message to send. `body` is JSON text; `delaySeconds` (0 to 900) hides it at first; `attributes` travel beside the
 * body, also into the dead-letter queue.
 */
export type OutgoingMessage = Readonly<{
  body: string;
  delaySeconds?: number;
  attributes?: Readonly<Record<string, string>>;
  groupId?: string;
  deduplicationId?: string;
}>;

/**
 * A queue that delivers at least once. `send` resolves when every message is stored and throws
 * {@link QueueUnavailableError} when that is not known of all of them: sending all again is always right.
 */
export interface Queue {
  send(messages: readonly OutgoingMessage[]): Promise<void>;
}

/** Some messages may not have been stored. `failedCodes` are the queue's own codes, one per message that it refused. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError';
  readonly failedCodes: readonly string[];
  constructor(message: string, options: ErrorOptions & { failedCodes?: readonly string[] } = {}) {
    super(message, options);
    this.failedCodes = options.failedCodes ?? [];
  }
}
