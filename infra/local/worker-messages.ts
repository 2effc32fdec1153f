/** What an execution environment is told once, when its thread starts. */
export type WorkerDescription = Readonly<{
  functionName: string;
  functionArn: string;
  memoryMegabytes: number;
  logStreamName: string;
  bundleUrl: string;
}>;

/** One invocation. The payload is JSON text, so that nothing but JSON gets in. */
export type ToWorker = Readonly<{ requestId: string; payload: string; deadlineMilliseconds: number }>;

/** What a thread reports: once whether its handler could be loaded, then the end of each invocation. */
export type FromWorker =
  | Readonly<{ kind: 'ready' }>
  | Readonly<{ kind: 'init_failed'; errorType: string; errorMessage: string }>
  | Readonly<{ kind: 'answered'; requestId: string; answer: string }>
  | Readonly<{ kind: 'failed'; requestId: string; errorType: string; errorMessage: string }>;
