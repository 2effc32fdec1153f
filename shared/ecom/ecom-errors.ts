/** eCom says that this is not there. Of an order that is known to exist it may say so for a while and be wrong. */
export class EcomNotFoundError extends Error {
  override readonly name = 'EcomNotFoundError';
}

/** The language segment of the address is not active in the shop: a mistake in the settings, not a missing order. */
export class EcomLanguageError extends Error {
  override readonly name = 'EcomLanguageError';
}

/** The shop's limit is used up: nothing was done, and nothing will be before so many seconds. */
export class EcomLimitedError extends Error {
  override readonly name = 'EcomLimitedError';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('eCom is limited.');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The key is wrong, or may not do this. */
export class EcomUnauthorisedError extends Error {
  override readonly name = 'EcomUnauthorisedError';
  readonly status: number;
  constructor(status: number) {
    super(`eCom does not let this key do that: ${status}.`);
    this.status = status;
  }
}

/** eCom understood and said no: nothing was done. `fields` are the names that it complained about. */
export class EcomRefusedError extends Error {
  override readonly name = 'EcomRefusedError';
  readonly status: number;
  readonly fields: readonly string[];
  constructor(status: number, fields: readonly string[]) {
    super(`eCom refused the request: ${status}.`);
    this.status = status;
    this.fields = fields;
  }
}

/** eCom failed, or answered what nobody can read: whether something was done is not known. */
export class EcomUnavailableError extends Error {
  override readonly name = 'EcomUnavailableError';
}
