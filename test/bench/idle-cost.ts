import * as z from 'zod';
import type { Metered } from '../../infra/local/call-meter.ts';
import { rateMilliseconds } from '../../infra/local/schedule-expression.ts';
import type { StackTemplate } from '../../infra/local/template.ts';
import { hoursPerMonth, idlePolling, monthlyPrices, prices } from './aws-prices.ts';
import { type Amounts, amountsBy, dollarsOf } from './cost-table.ts';

/** One thing that costs something every month though nothing happens. */
export type IdleCost = Readonly<{ what: string; dollars: number }>;

const secondsPerMonth = hoursPerMonth * 3600;
const reference = z
  .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
  .transform((value) => value['Fn::GetAtt'][0]);
const mappingSchema = z.object({ EventSourceArn: z.unknown() });
const scheduleSchema = z.object({ ScheduleExpression: z.string(), Target: z.object({ Arn: reference }) });
const functionSchema = z.object({
  Environment: z.object({ Variables: z.object({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
});

/**
 * What an installation costs in a month without a credit note: what the templates declare, and a measured run of each
 * schedule as often as it is due.
 */
export function idleCosts(
  stacks: readonly StackTemplate[],
  { runs, secretCount }: Readonly<{ runs: readonly Metered[]; secretCount: number }>,
): readonly IdleCost[] {
  const alarmCount = propertiesOf(stacks, 'AWS::CloudWatch::Alarm').length;
  const queueCount = polledQueues(stacks);
  const polls = (queueCount * idlePolling.askers * secondsPerMonth) / idlePolling.waitSeconds;
  return [
    { what: `${alarmCount} alarms`, dollars: alarmCount * monthlyPrices.alarm.dollars },
    { what: `${queueCount} queues that Lambda asks`, dollars: polls * prices.queue_requests.dollars },
    { what: `${secretCount} secrets`, dollars: secretCount * monthlyPrices.secret.dollars },
    ...costsOfRuns(stacks, runs),
  ];
}

function propertiesOf(stacks: readonly StackTemplate[], type: string): readonly unknown[] {
  const resources = stacks.flatMap((stack) => [...stack.resources.values()]);
  return resources.filter((resource) => resource.Type === type).map((resource) => resource.Properties);
}

function polledQueues(stacks: readonly StackTemplate[]): number {
  const resources = new Map(stacks.flatMap((stack) => [...stack.resources]));
  return propertiesOf(stacks, 'AWS::Lambda::EventSourceMapping').filter((properties) => {
    const source = reference.safeParse(mappingSchema.parse(properties).EventSourceArn);
    return source.success && resources.get(source.data)?.Type === 'AWS::SQS::Queue';
  }).length;
}

function costsOfRuns(stacks: readonly StackTemplate[], runs: readonly Metered[]): readonly IdleCost[] {
  const resources = new Map(stacks.flatMap((stack) => [...stack.resources]));
  const byPart = amountsBy(runs, ({ part }) => part);
  return propertiesOf(stacks, 'AWS::Scheduler::Schedule').map((properties) => {
    const { ScheduleExpression: expression, Target: target } = scheduleSchema.parse(properties);
    const started = functionSchema.parse(resources.get(target.Arn)?.Properties);
    const part = started.Environment.Variables.POWERTOOLS_SERVICE_NAME;
    const amounts: Amounts = byPart.get(part) ?? new Map();
    const perRun = dollarsOf(amounts) / (amounts.get('scheduler_invocations') ?? 1);
    const due = (secondsPerMonth * 1000) / rateMilliseconds(expression);
    return { what: `${part}, ${expression}`, dollars: due * perRun };
  });
}
