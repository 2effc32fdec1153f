/** A request to another system. `url` must lead to a host that the adapter was allowed. */
export type HttpRequest = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** A body that is a file, in the place of `body`. */
  bytes?: Uint8Array;
  timeoutMilliseconds: number;
}>;

/** What the other system answered. Header names are lower case. */
export type HttpResponse = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string }>;

/**
 * Calls to other systems. Never follows a redirect and never retries. Throws {@link HostNotAllowedError} before
 * anything is sent, {@link NoAnswerError} when the other side may have done what was asked.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** The host is not on the list of hosts that this function may call. Nothing was sent. */
export class HostNotAllowedError extends Error {
  override readonly name = 'HostNotAllowedError';
}

/** No whole answer came in time: the effect may or may not have happened. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}
