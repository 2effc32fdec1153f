import { Logger } from '@aws-lambda-powertools/logger';

/** Every message there is. Its code is what one searches for; the sentence is for the reader. */
export const logMessages = {
  REQUEST_ANSWERED: 'A request was answered.',
  REQUEST_FAILED: 'A request failed for a reason of ours.',
  KEYS_UNAVAILABLE: 'The keys of the token issuer could not be read.',
  RECORD_HANDLED: 'A record was handled.',
  RECORD_FAILED: 'A record failed and will be tried again.',
  ATTEMPT_NOT_NOTED: 'Why a record failed could not be noted.',
  OUTBOX_PUBLISHED: 'Changes of the table were read and their events published.',
  OUTBOX_STOPPED: 'A change could not be published; the stream is read again from there.',
  DEAD_LETTER_RECORDED: 'A message that exhausted its retries was recorded.',
  REFUNDS_CHASED: 'Tasks whose check was due were sent to be looked at.',
} as const;

/** Code of a log message. */
export type LogCode = keyof typeof logMessages;

/** All that may stand in a log line: ids, codes and counts. Nothing that a customer or another system wrote. */
export type LogFields = Readonly<{
  shopId?: string | undefined;
  caseId?: string | undefined;
  orderNumber?: string | undefined;
  eventId?: string | undefined;
  messageId?: string | undefined;
  queueName?: string | undefined;
  sequenceNumber?: string | undefined;
  problemId?: string | undefined;
  route?: string | undefined;
  status?: number | undefined;
  errorCode?: string | undefined;
  /** Where in our code an error came from: file names and lines, no message. */
  errorAt?: readonly string[] | undefined;
  attempt?: number | undefined;
  count?: number | undefined;
}>;

/** Writes log lines of fixed messages. */
export interface Log {
  info(code: LogCode, fields: LogFields): void;
  error(code: LogCode, fields: LogFields): void;
}

/** The log of a function: one JSON line each, by Powertools; level and service name come from the environment. */
export function functionLog(): Log {
  const logger = new Logger();
  return {
    info: (code, fields) => logger.info(logMessages[code], { code, ...fields }),
    error: (code, fields) => logger.error(logMessages[code], { code, ...fields }),
  };
}

/** What may be said of an error: its class (or the code that a system gave it), and where in our code it arose. */
export function errorFields(error: unknown): Pick<LogFields, 'errorCode' | 'errorAt'> {
  if (!(error instanceof Error)) return { errorCode: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { errorCode: error.name, errorAt: frames.slice(0, 5).map((line) => line.trim()) };
}
