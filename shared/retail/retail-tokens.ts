import { RetailUnauthorisedError } from './retail-errors.ts';

/** Where the client gets its access token from. */
export interface RetailTokens {
  /** A token to try. */
  current(): Promise<string>;
  /**
   * Another token than the one that Retail has just refused. Throws `RetailUnauthorisedError` when there is none, and
   * `RetailLimitedError` when another process is fetching it at this moment.
   */
  replacing(refused: string): Promise<string>;
}

/** A token that does not expire, as a merchant's own server or a simulator gives it out. */
export function staticTokens(accessToken: string): RetailTokens {
  return {
    current: async () => accessToken,
    replacing: async () => {
      throw new RetailUnauthorisedError('RETAIL_TOKEN_REFUSED', { status: 401, budget: {} });
    },
  };
}
