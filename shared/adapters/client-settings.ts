/**
 * Settings of every AWS client: a call that hangs is given up after three seconds and tried at most three times, well
 * within the shortest function timeout. Connections are kept alive by the SDK's own default.
 */
export const clientSettings = {
  maxAttempts: 3,
  // Without throwOnRequestTimeout the SDK only logs a warning when the time is over.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  // What a command goes through is put together once and not for each call: nobody changes it in between.
  cacheMiddleware: true,
} as const;

/**
 * Takes out of a client what costs a good part of a call's CPU and what nobody reads: with no logger set the SDK still
 * copies every input and output, to hide what is sensitive from the log, and it describes itself and its machine in a
 * header of each request.
 */
export function withLeanMiddleware<
  Client extends Readonly<{ middlewareStack: Readonly<{ remove(name: string): boolean }> }>,
>(client: Client): Client {
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.remove('getUserAgentMiddleware');
  return client;
}
