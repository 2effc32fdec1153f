/** The provider does not answer, is limited or is broken: ask again, not before `retryAfterSeconds` where it said so. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError';
  readonly retryAfterSeconds: number | undefined;
  constructor(message: string, retryAfterSeconds?: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The provider refuses the question: a key that is missing, wrong or may not read, or an answer of another form. No repetition heals it. */
export class ProviderRefusedError extends Error {
  override readonly name = 'ProviderRefusedError';
}
