import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type EventPattern, parsePattern } from './event-pattern.ts';
import { type CompleteEntry, completeEntry, type EntryError, readEntries } from './put-events-request.ts';

/** Where a rule sends what it matches. */
export type BusTarget = Readonly<{
  id: string;
  arn?: string;
  /** Resolves when the target has stored the event; rejects when it has not. */
  deliver: (eventJson: string) => Promise<void>;
  /** Takes what could not be delivered, with the attributes that EventBridge gives a message in a dead-letter queue. */
  deadLetter?: (eventJson: string, attributes: Record<string, string>) => Promise<void>;
  maximumRetryAttempts?: number;
}>;

/** A rule: an EventBridge pattern and where to send what fits it. */
export type BusRule = Readonly<{ name: string; arn?: string; pattern: unknown; targets: readonly BusTarget[] }>;

/** What became of one entry: its event id, or why it was not taken. */
export type EntryResult = Readonly<{ EventId: string }> | EntryError;

/** An event bus with the promises of EventBridge and one more: a publisher's answer waits for the targets. */
export type Bus = Readonly<{
  /** Throws for a pattern that cannot be evaluated here. */
  addRule(rule: BusRule): void;
  /**
   * Takes the `Entries` of a request. An entry is answered with an event id only when every target whose rule matches,
   * or its dead-letter queue, has stored the event; sent again it is delivered again. Throws `BusRequestError` for a
   * request that EventBridge refuses as a whole.
   */
  putEvents(entries: unknown): Promise<Readonly<{ FailedEntryCount: number; Entries: readonly EntryResult[] }>>;
}>;

/** What a bus is called and what it may use. */
export type BusOptions = Readonly<{
  name: string;
  arn: string;
  region: string;
  account: string;
  now?: () => number;
  newId?: () => string;
  wait?: (milliseconds: number) => Promise<unknown>;
  log?: (line: string) => void;
}>;

type Rule = Readonly<{ name: string; arn: string; matches: EventPattern; targets: readonly BusTarget[] }>;

// EventBridge goes on for a day. Here a publisher waits for the answer, so patience ends early; what is left is dead.
const mostRetryAttempts = 3;
const firstRetryAfterMilliseconds = 50;

/** Creates a bus without rules. */
export function createBus(options: BusOptions): Bus {
  const { name, arn, region, account, now = Date.now, newId = randomUUID, wait = delay, log } = options;
  const rules: Rule[] = [];

  async function put(entry: CompleteEntry): Promise<EntryResult> {
    const event = eventOf(entry);
    const eventJson = JSON.stringify(event);
    const matching = rules.filter(({ matches }) => matches(event));
    const stored = await Promise.all(
      matching.flatMap((rule) => rule.targets.map((target) => deliver(rule, target, eventJson))),
    );
    if (stored.every(Boolean)) return { EventId: event.id };
    return { ErrorCode: 'InternalFailure', ErrorMessage: 'A target did not store the event.' };
  }

  async function deliver(rule: Rule, target: BusTarget, eventJson: string): Promise<boolean> {
    const retries = Math.min(target.maximumRetryAttempts ?? mostRetryAttempts, mostRetryAttempts);
    for (let retry = 0; ; retry += 1) {
      try {
        await target.deliver(eventJson);
        return true;
      } catch (error) {
        log?.(`delivery_failed ${name} ${rule.name} ${target.id} ${messageOf(error)}`);
        if (retry >= retries) return bury(rule, target, { eventJson, retries, reason: messageOf(error) });
      }
      await wait(firstRetryAfterMilliseconds * 2 ** retry);
    }
  }

  async function bury(
    rule: Rule,
    { id, arn: targetArn, deadLetter }: BusTarget,
    { eventJson, retries, reason }: Readonly<{ eventJson: string; retries: number; reason: string }>,
  ): Promise<boolean> {
    if (deadLetter === undefined) return false;
    try {
      await deadLetter(eventJson, {
        RULE_ARN: rule.arn,
        TARGET_ARN: targetArn ?? id,
        ERROR_CODE: 'SDK_CLIENT_ERROR',
        ERROR_MESSAGE: reason,
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: String(retries),
      });
      return true;
    } catch (error) {
      log?.(`dead_letter_failed ${name} ${rule.name} ${id} ${messageOf(error)}`);
      return false;
    }
  }

  function eventOf({ source, detailType, detail, resources, timeSeconds }: CompleteEntry) {
    const time = new Date(timeSeconds === undefined ? now() : timeSeconds * 1000);
    return {
      version: '0',
      id: newId(),
      'detail-type': detailType,
      source,
      account,
      // Whole seconds: EventBridge drops the rest.
      time: `${time.toISOString().slice(0, 19)}Z`,
      region,
      resources,
      detail,
    };
  }

  return {
    addRule({ name: ruleName, arn: ruleArn, pattern, targets }) {
      const ownArn = ruleArn ?? arn.replace(':event-bus/', ':rule/').concat(`/${ruleName}`);
      rules.push({ name: ruleName, arn: ownArn, matches: parsePattern(pattern), targets });
    },
    async putEvents(entries) {
      const results = await Promise.all(
        readEntries(entries).map((entry) => {
          const busName = entry.EventBusName ?? 'default';
          if (busName !== name && busName !== arn) return unknownBus(busName);
          const complete = completeEntry(entry);
          return 'ErrorCode' in complete ? complete : put(complete);
        }),
      );
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  };
}

const unknownBus = (busName: string): EntryError => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Event bus ${busName} does not exist.`,
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
