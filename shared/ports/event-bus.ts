/** An event as it leaves: `detail` is the whole envelope as JSON text, its id fixed when the fact was stored. */
export type OutgoingEvent = Readonly<{ source: string; detailType: string; detail: string; time: string }>;

/** What became of one event of a batch. */
export type PublishResult = Readonly<{ published: true } | { published: false; code: string }>;

/** A bus that delivers at least once and in no order. Answers one result per event, in order; throws {@link EventBusUnavailableError} when nothing is known of any. */
export interface EventBus {
  publish(events: readonly OutgoingEvent[]): Promise<readonly PublishResult[]>;
}

/** The bus did not answer: each event may or may not have been published. */
export class EventBusUnavailableError extends Error {
  override readonly name = 'EventBusUnavailableError';
}
