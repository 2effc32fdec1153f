import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MetricName } from '../../shared/lambda/metrics.ts';
import type { Route } from '../../shared/lambda/routes.ts';
import { type FunctionSurroundings, metricsNamespace } from './bundled-function.ts';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';

/** Above this many calls with a wrong key or signature in five minutes somebody is trying, or a key was changed on one side only. */
const forgeriesOnPurpose = 20;

/** Says when a receiver of webhooks refuses many of them. */
export class ForgedWebhooksAlarm extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { functionName, alarms }: Readonly<{ functionName: Route['functionName']; alarms: FunctionSurroundings['alarms'] }>,
  ) {
    super(scope, id);
    new ImpactAlarm(this, 'Alarm', {
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: 'WebhooksForged' satisfies MetricName,
        dimensionsMap: { service: functionName },
        statistic: 'Sum',
        period: alarmPeriod,
      }),
      above: forgeriesOnPurpose,
      impact: 'either somebody guesses keys, or a key was changed on one side only and every webhook is refused.',
      runbookSection: 'Webhooks are forged',
      alarms,
    });
  }
}
