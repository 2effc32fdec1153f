/**
 * Settings of every AWS client: a call that hangs is given up after three seconds and tried at most three times, well
 * within the shortest function timeout. Connections are kept alive by the SDK's own default.
 */
export const clientSettings = {
  maxAttempts: 3,
  // Without throwOnRequestTimeout the SDK only logs a warning when the time is over.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
} as const;

/**
 * Takes the SDK's log middleware out of a client. With no logger set it still copies every input and output, to hide
 * what is sensitive from a log that nobody writes: a tenth of the CPU of a credit note.
 */
export function withoutLogging<
  Client extends Readonly<{ middlewareStack: Readonly<{ remove(name: string): boolean }> }>,
>(client: Client): Client {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}
