/** A request that Retail turns down, with the status and the body of its answer. Nothing has changed then. */
export class RetailRefusal extends Error {
  override readonly name = 'RetailRefusal';
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, message: string, body: unknown = { message }) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** 400: the request cannot be read. */
export const malformed = (message: string): RetailRefusal => new RetailRefusal(400, message);

/** 401: nobody, or somebody whose token is not good any more. */
export const unauthorised = (hint: string): RetailRefusal =>
  new RetailRefusal(401, hint, {
    error: 'access_denied',
    error_description: 'The resource owner or authorization server denied the request.',
    hint,
  });

/** 404: what the path names is not there. */
export const notFound = (what: string): RetailRefusal => new RetailRefusal(404, `${what} could not be found.`);

/** 405: the endpoint does not do that. */
export const notAllowed = (method: string): RetailRefusal => new RetailRefusal(405, `${method} is not supported here.`);

/** 422: the request can be read, but not be done. */
export const unprocessable = (message: string): RetailRefusal => new RetailRefusal(422, message);
