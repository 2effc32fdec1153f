/** A mail to whoever subscribed for a shop. `shopId` tells subscribers apart; nothing in it is personal. */
export type Notice = Readonly<{ shopId: string; subject: string; text: string }>;

/** Tells people. Throws {@link NotifierUnavailableError} where it could not be handed over; handed over twice it is told twice. */
export interface Notifier {
  tell(notice: Notice): Promise<void>;
}

/** The notice could not be handed over now, or was refused. */
export class NotifierUnavailableError extends Error {
  override readonly name = 'NotifierUnavailableError';
}
