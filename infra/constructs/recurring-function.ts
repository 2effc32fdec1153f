import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { BundledFunction, type BundledFunctionProps } from './bundled-function.ts';
import type { DeadLetterRecorder } from './dead-letter-recorder.ts';

/** A function and how often it runs. */
export interface RecurringFunctionProps extends BundledFunctionProps {
  /** An expression of EventBridge Scheduler, for example `rate(1 minute)`. */
  readonly expression: string;
  readonly recorder: DeadLetterRecorder;
}

/**
 * A function that the scheduler starts again and again. A run that cannot be started is tried twice more, then recorded;
 * one that starts and fails raises its alarm, and the next run does its work.
 */
export class RecurringFunction extends Construct {
  readonly runner: BundledFunction;

  constructor(scope: Construct, id: string, { expression, recorder, ...props }: RecurringFunctionProps) {
    super(scope, id);
    this.runner = new BundledFunction(this, 'Runner', props);
    const missed = recorder.queueFor(this, 'Missed', props.impact);
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.runner.function.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [missed.queueArn] }));
    const schedule = new CfnSchedule(this, 'Schedule', {
      scheduleExpression: expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.runner.function.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: missed.queueArn },
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 300 },
      },
    });
    // Without its rights the first runs would land in the dead-letter queue.
    schedule.node.addDependency(role);
  }
}
