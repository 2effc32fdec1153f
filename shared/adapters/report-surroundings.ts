import { SQSClient } from '@aws-sdk/client-sqs';
import { required } from '../lambda/environment.ts';
import type { Queue } from '../ports/queue.ts';
import type { ReportFiles } from '../ports/report-files.ts';
import { clientSettings } from './client-settings.ts';
import { s3ReportFiles } from './s3-report-files.ts';
import { sqsQueue } from './sqs-queue.ts';
import { systemClock as clock } from './system-clock.ts';

/** The variables of every function that works on reports: where their files lie, and who has them read. */
export const reportEnvironment = { REPORT_QUEUE_URL: required, REPORT_BUCKET_NAME: required };

/** What such a function puts files in, and sends messages to. */
export const reportSurroundings = (
  env: Readonly<{ REPORT_QUEUE_URL: string; REPORT_BUCKET_NAME: string }>,
): Readonly<{ files: ReportFiles; reportQueue: Queue }> => ({
  files: s3ReportFiles(process.env, { bucketName: env.REPORT_BUCKET_NAME, clock }),
  reportQueue: sqsQueue(new SQSClient(clientSettings), env.REPORT_QUEUE_URL),
});
