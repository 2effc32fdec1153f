import type { MeteredKind } from '../../infra/local/call-meter.ts';

/** Where the prices hold. Others differ by up to a fifth; the units do not. */
export const pricesRegion = 'us-east-1';
/** When they were looked up. */
export const pricesDate = '2026-11-26';

/**
 * Dollars for one of each, without any free allowance. `found` names what was read for it; `remembered` marks what
 * nothing at hand said, which is the list price as it is commonly known and wants checking.
 */
export type Price = Readonly<{ dollars: number; found?: string; remembered?: true }>;

const perMillion = (dollars: number): number => dollars / 1e6;
const perGigabyte = (dollars: number): number => dollars / 1e9;

const airbyte = 'airbyte.com/data-engineering-resources/dynamodb-pricing (2025-07-21)';
const cloudWatch = 'github.com/api-evangelist/cloudwatch plans/cloudwatch-plans-pricing.yml (2026-05-05)';
const eventBridge = 'a copy of the AWS Pricing API for AWSEvents (2025-10-28), found by search';
const lambda =
  'git.mcrn.ar/mariano/lambda_local_runner docs/lambdas-md/lambda-13-cost.md; artillery 2.0.28 says the same';

/** What is charged by use. */
export const prices: Readonly<Record<MeteredKind, Price>> = {
  write_units: { dollars: perMillion(0.625), found: airbyte },
  read_units: { dollars: perMillion(0.125), found: airbyte },
  invocations: { dollars: perMillion(0.2), found: lambda },
  // On arm64.
  gigabyte_seconds: { dollars: 0.000_013_333_4, found: lambda },
  queue_requests: { dollars: perMillion(0.4), found: 'github.com/maciej-klimek/sound-based-forest-monitoring notes' },
  events: { dollars: perMillion(1), found: eventBridge },
  // What the archive takes in; keeping it costs 0.023 dollars a gigabyte and month more.
  event_bytes: { dollars: perGigabyte(0.1), remembered: true },
  scheduler_invocations: { dollars: perMillion(1), remembered: true },
  api_requests: { dollars: perMillion(1), remembered: true },
  log_bytes: { dollars: perGigabyte(0.5), found: cloudWatch },
  // Lambda reads a stream for nothing, and a standard parameter costs nothing.
  stream_records: { dollars: 0, remembered: true },
  parameter_calls: { dollars: 0, remembered: true },
  secret_calls: { dollars: 0.05 / 10_000, remembered: true },
  bucket_reads: { dollars: 0.0004 / 1_000, remembered: true },
  bucket_writes: { dollars: 0.005 / 1_000, remembered: true },
};

/** What is charged by the month for being there. */
export const monthlyPrices = {
  alarm: { dollars: 0.1, found: cloudWatch },
  metric: { dollars: 0.3, found: cloudWatch },
  secret: { dollars: 0.4, remembered: true },
} as const satisfies Readonly<Record<string, Price>>;

/** Hours of a month as AWS counts them. */
export const hoursPerMonth = 730;

/**
 * How Lambda asks an empty queue: five askers at once, each waiting as long as SQS lets it. Charged as any other request.
 */
export const idlePolling = {
  askers: 5,
  waitSeconds: 20,
  found: 'betterprogramming.pub/lambda-sqs-trigger-and-concurrency-87131dad9a12',
} as const;
