import type { CallMeter } from './call-meter.ts';
import type { Invoke } from './invocation.ts';

type MeteredFunction = Readonly<{
  name: string;
  memoryMegabytes: number;
  /** Whether Lambda writes about each invocation. */
  isReported: boolean;
  meter: CallMeter;
}>;

const megabytesPerGigabyte = 1024;
// START, END and REPORT, which Lambda writes about each invocation in the text format; measured from their documented form.
const bytesLambdaWrites = 330;

/** Counts each invocation and what Lambda charges for its time: memory × duration, up to the next millisecond. */
export function meteredInvoke(invoke: Invoke, { name, memoryMegabytes, isReported, meter }: MeteredFunction): Invoke {
  return async (payload) => {
    const startedAt = performance.now();
    const outcome = await invoke(payload);
    const seconds = Math.ceil(performance.now() - startedAt) / 1000;
    meter.add(name, 'invocations', 1, 'invoke');
    meter.add(name, 'gigabyte_seconds', (memoryMegabytes / megabytesPerGigabyte) * seconds, 'invoke');
    if (isReported) meter.add(name, 'log_bytes', bytesLambdaWrites, 'Lambda');
    return outcome;
  };
}

/** Counts what the HTTP API asks of a function. */
export const countedRequests =
  (invoke: Invoke, name: string, meter: CallMeter): Invoke =>
  (payload) => {
    meter.add(name, 'api_requests', 1, 'HTTP');
    return invoke(payload);
  };

/** Counts what a function writes to its log. */
export const meteredLog =
  (log: (text: string) => void, name: string, meter: CallMeter) =>
  (text: string): void => {
    meter.add(name, 'log_bytes', Buffer.byteLength(text), 'function');
    log(text);
  };
