/** What came of one invocation: what the handler answered, after a JSON round trip, or the error as Lambda reports it. */
export type Invocation =
  | Readonly<{ ok: true; result: unknown }>
  | Readonly<{ ok: false; errorType: string; errorMessage: string }>;

/** A deployed function as event sources see it. Never rejects for what the function does: that is the answer. */
export type Invoke = (payload: unknown) => Promise<Invocation>;

/** One function as its execution environments need to know it. */
export type FunctionDescription = Readonly<{
  functionName: string;
  functionArn: string;
  /** The bundle, an ES module that exports `handler`. */
  bundlePath: string;
  /** All of `process.env` in there; nothing of the surrounding process is passed on. */
  environment: Readonly<Record<string, string>>;
  memoryMegabytes: number;
  timeoutSeconds: number;
  /** Takes what the function writes to its log. */
  log?: ((text: string) => void) | undefined;
}>;
