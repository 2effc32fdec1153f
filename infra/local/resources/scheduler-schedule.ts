import * as z from 'zod';
import { arnOf } from '../account.ts';
import { elsewhere } from '../elsewhere.ts';
import { found } from '../machine-parts.ts';
import { resourceType } from '../resource-type.ts';
import { rateMilliseconds } from '../schedule-expression.ts';
import { startSchedule } from '../scheduler.ts';

const properties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  ScheduleExpression: z.string(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  State: z.literal('ENABLED').optional(),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: elsewhere('Nobody is asked for rights here. test/infra/rights.test.ts'),
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
  const { invoke } = found(parts.functions, target.Arn, 'function');
  const deadLetters = target.DeadLetterConfig && found(parts.queuesByArn, target.DeadLetterConfig.Arn, 'queue');
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: ageSeconds } = target.RetryPolicy ?? {};
  const scheduleArn = arnOf('scheduler', `schedule/default/${name}`);
  parts.starters.push(() =>
    startSchedule({
      name,
      expression,
      invoke,
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
