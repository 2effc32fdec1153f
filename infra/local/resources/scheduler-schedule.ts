import * as z from 'zod';
import { arnOf } from '../account.ts';
import { found } from '../machine-parts.ts';
import { resourceType } from '../resource-type.ts';
import { rateMilliseconds } from '../schedule-expression.ts';
import { startSchedule } from '../scheduler.ts';
import { roleNameOf } from './iam-role.ts';

const properties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  ScheduleExpression: z.string(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  State: z.literal('ENABLED').optional(),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
    RetryPolicy: z
      .strictObject({ MaximumRetryAttempts: z.int().optional(), MaximumEventAgeInSeconds: z.int().optional() })
      .optional(),
  }),
});

/** A schedule that starts a function. It begins once everything else is there. */
export const schedulerSchedule = resourceType(properties, ({ physicalName, properties: wanted }, parts) => {
  const { Name: name = physicalName, Target: target, ScheduleExpression: expression } = wanted;
  // Refuses here, with the resource's name, what would otherwise be refused while everything already runs.
  rateMilliseconds(expression);
  const { name: functionName, invoke } = found(parts.functions, target.Arn, 'function');
  const deadLetters = target.DeadLetterConfig && found(parts.queuesByArn, target.DeadLetterConfig.Arn, 'queue');
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: ageSeconds } = target.RetryPolicy ?? {};
  const scheduleArn = arnOf('scheduler', `schedule/default/${name}`);
  parts.onBehalf.push({
    roleName: roleNameOf(target.RoleArn),
    rights: [
      { action: 'lambda:InvokeFunction', resource: target.Arn },
      ...(deadLetters ? [{ action: 'sqs:SendMessage', resource: deadLetters.arn }] : []),
    ],
  });
  parts.starters.push(() =>
    startSchedule({
      name,
      expression,
      async invoke(payload) {
        parts.meter.add(functionName, 'scheduler_invocations', 1, 'schedule');
        return invoke(payload);
      },
      scheduleArn,
      targetArn: target.Arn,
      retryPolicy: {
        ...(attempts !== undefined && { maximumRetryAttempts: attempts }),
        ...(ageSeconds !== undefined && { maximumEventAgeSeconds: ageSeconds }),
      },
      ...(target.Input !== undefined && { input: target.Input }),
      ...(deadLetters && {
        onFailure: async (payload: string, attributes: Record<string, string>) =>
          parts.queues.send(deadLetters.name, payload, attributes),
      }),
      log: parts.log,
    }),
  );
  return { ref: name, attributes: { Arn: scheduleArn } };
});
