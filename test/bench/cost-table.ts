import { type Metered, type MeteredKind, meteredKinds } from '../../infra/local/call-meter.ts';
import { prices } from './aws-prices.ts';

/** How much of each kind something used. */
export type Amounts = ReadonlyMap<MeteredKind, number>;

/** Adds up by any word, for example by part or by kind of use. */
export function amountsBy(
  metered: readonly Metered[],
  wordOf: (entry: Metered) => string,
): ReadonlyMap<string, Amounts> {
  const sums = new Map<string, Map<MeteredKind, number>>();
  for (const entry of metered) {
    const sum = sums.get(wordOf(entry)) ?? new Map<MeteredKind, number>();
    sum.set(entry.kind, (sum.get(entry.kind) ?? 0) + entry.amount);
    sums.set(wordOf(entry), sum);
  }
  return sums;
}

/** All of it together, divided by so many. */
export function amountsPer(metered: readonly Metered[], divisor: number): Amounts {
  const sums = amountsBy(metered, () => 'all').get('all') ?? new Map<MeteredKind, number>();
  return new Map([...sums].map(([kind, amount]) => [kind, amount / divisor]));
}

/** What AWS asks for it. */
export const dollarsOf = (amounts: Amounts): number =>
  [...amounts].reduce((sum, [kind, amount]) => sum + amount * prices[kind].dollars, 0);

const names: Readonly<Record<MeteredKind, string>> = {
  write_units: 'DynamoDB write units',
  read_units: 'DynamoDB read units',
  stream_records: 'stream records read',
  invocations: 'Lambda invocations',
  gigabyte_seconds: 'Lambda gigabyte-seconds',
  log_bytes: 'bytes logged',
  queue_requests: 'SQS requests',
  events: 'EventBridge events',
  event_bytes: 'bytes archived',
  scheduler_invocations: 'Scheduler invocations',
  api_requests: 'API requests',
  parameter_calls: 'Parameter Store calls',
  secret_calls: 'Secrets Manager calls',
  bucket_reads: 'S3 reads',
  bucket_writes: 'S3 writes',
};

/** One line for each kind, and each part: the amount for one and the dollars for a million. */
export function linesOf(metered: readonly Metered[], count: number): readonly string[] {
  const perOne = amountsPer(metered, count);
  const byKind = meteredKinds
    .filter((kind) => (perOne.get(kind) ?? 0) > 0)
    .map((kind) => row(names[kind], amountText(perOne.get(kind) ?? 0), (perOne.get(kind) ?? 0) * prices[kind].dollars));
  const byPart = [...amountsBy(metered, ({ part }) => part)].map(([part, amounts]) => {
    const units = (amounts.get('write_units') ?? 0) / count;
    return [
      dollarsOf(amounts) / count,
      row(part, units === 0 ? '' : `${units.toFixed(2)} write units`, dollarsOf(amounts) / count),
    ] as const;
  });
  const writes = metered.filter(({ kind }) => kind === 'write_units');
  const byWrite = [...amountsBy(writes, ({ part, by }) => `${part}, ${by}`)].map(
    ([use, amounts]) => `  ${use}: ${((amounts.get('write_units') ?? 0) / count).toFixed(2)}`,
  );
  return [
    ...byKind,
    '',
    ...byPart.toSorted(([a], [b]) => b - a).map(([, line]) => line),
    '',
    'Write units for each',
    ...byWrite,
  ];
}

const row = (what: string, amount: string, dollars: number): string =>
  `  ${what.padEnd(26)} ${amount.padStart(18)}  ${`$${(dollars * 1e6).toFixed(2)}`.padStart(9)} a million`;

const amountText = (amount: number): string => amount.toFixed(amount < 10 ? 3 : 0);
