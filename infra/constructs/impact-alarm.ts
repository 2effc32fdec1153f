import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** What an alarm watches, and what it means for people. */
export interface ImpactAlarmProps {
  readonly metric: IMetric;
  /** The alarm goes off above this value, in so many periods of five minutes in a row (2 unless said otherwise). */
  readonly above: number;
  readonly periods?: number;
  /** Completes "If nobody acts, ...": who is hurt and how. Printed in the alarm, for whoever is woken by it. */
  readonly impact: string;
  /** Heading of the alarm's section in `infra/runbook.md`. */
  readonly runbookSection: string;
  readonly alarms: ITopic;
}

/** An alarm that says who is hurt and where the runbook tells what to do. */
export class ImpactAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(
    scope: Construct,
    id: string,
    { metric, above, periods = 2, impact, runbookSection, alarms }: ImpactAlarmProps,
  ) {
    super(scope, id);
    this.alarm = new Alarm(this, 'Alarm', {
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // One period alone goes off on what SQS estimates for a moment.
      evaluationPeriods: periods,
      // A queue or function that nothing happens to sends no data.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `If nobody acts, ${impact} Runbook: infra/runbook.md, section "${runbookSection}".`,
    });
    this.alarm.addAlarmAction(new SnsAction(alarms));
  }
}

/** The period over which every alarm looks at its metric. */
export const alarmPeriod = Duration.minutes(5);
