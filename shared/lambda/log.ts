import { Logger } from '@aws-lambda-powertools/logger';

/** Every message there is. Its code is what one searches for; the sentence is for the reader. */
export const logMessages = {
  REQUEST_ANSWERED: 'A request was answered.',
  REQUEST_FAILED: 'A request failed for a reason of ours.',
  RECORD_HANDLED: 'A record was handled.',
  RECORD_FAILED: 'A record failed and will be tried again.',
  ATTEMPT_NOT_NOTED: 'Why a record failed could not be noted.',
  OUTBOX_PUBLISHED: 'Changes of the table were read and their events published.',
  CHANGE_UNREADABLE: 'A change of the table holds what Avoir cannot have written.',
  OUTBOX_STOPPED: 'A change could not be published; the stream is read again from there.',
  DEAD_LETTER_RECORDED: 'A message that exhausted its retries was recorded.',
  SCHEDULE_FAILED: 'What a schedule started failed; the scheduler tries it again.',
  ORDERS_SWEPT: 'Orders of eCom that no reading has seen were sent to be read.',
  LANES_WOKEN: 'Lanes in which something was due were woken.',
  DIGESTS_MADE: 'What shops have to do today was counted.',
  DRAFTS_ARCHIVED: 'Drafts in Retail that nobody will complete were archived.',
  INVENTORY_CONFIRMED: 'Cases were seen in Retail, or found to differ from what it shows.',
  REFUNDS_CHASED: 'Tasks whose check was due were sent to be looked at.',
} as const;

/** Code of a log message. */
export type LogCode = keyof typeof logMessages;

const textFields = [
  'shopId',
  'caseId',
  'orderNumber',
  'eventId',
  'messageId',
  'queueName',
  'sequenceNumber',
  'problemId',
  'route',
  'errorCode',
  'causeCode',
] as const;
const numberFields = ['status', 'attempt', 'count'] as const;

/**
 * All that may stand in a log line: ids, codes and counts. Nothing that a customer or another system wrote.
 * `errorAt` says where in our code an error came from: file names and lines, no message.
 */
export type LogFields = Readonly<
  { [Name in (typeof textFields)[number]]?: string | undefined } & {
    [Name in (typeof numberFields)[number]]?: number | undefined;
  } & { errorAt?: readonly string[] | undefined }
>;

/** Writes log lines of fixed messages. */
export interface Log {
  info(code: LogCode, fields: LogFields): void;
  error(code: LogCode, fields: LogFields): void;
}

// A type lets a larger object through by way of a variable; this does not.
const mayBeWritten: ReadonlySet<string> = new Set([...textFields, ...numberFields, 'errorAt']);

const written = (fields: LogFields) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => mayBeWritten.has(name)));

/** The log of a function: one JSON line each, by Powertools; level and service name come from the environment. */
export function functionLog(): Log {
  const logger = new Logger();
  return {
    info: (code, fields) => logger.info(logMessages[code], { code, ...written(fields) }),
    error: (code, fields) => logger.error(logMessages[code], { code, ...written(fields) }),
  };
}

/** What may be said of an error: its code or class and that of its cause, and where in our code it arose. Never its message. */
export function errorFields(error: unknown): Pick<LogFields, 'errorCode' | 'causeCode' | 'errorAt'> {
  if (!(error instanceof Error)) return { errorCode: typeof error };
  const { cause } = error;
  const causeCode = cause instanceof Error ? codeOf(cause) : undefined;
  return { errorCode: codeOf(error), causeCode, errorAt: framesOf(error) };
}

const codeForm = /^[\w.$-]{1,80}$/;

// A name can come from another system's answer, so it is taken only where it has the form of a name.
function codeOf(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  const isCode = (text: unknown): text is string => typeof text === 'string' && codeForm.test(text);
  return [code, error.name].find(isCode) ?? 'Error';
}

const frameForm = /^\s+at (?:async )?(?:.+ \()?(?:file:|node:|\/)[^\s()]*:\d+:\d+\)?$/;

// A message may itself hold lines that look like frames, so the frames are looked for behind it.
function framesOf({ message, stack = '' }: Error): string[] {
  const behindMessage = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const frames = behindMessage.split('\n').filter((line) => frameForm.test(line));
  return frames.slice(0, 5).map((line) => line.trim());
}
