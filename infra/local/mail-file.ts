import { appendFile } from 'node:fs/promises';
import type { AwsEndpointSettings } from './aws-endpoint.ts';

/** Keeps what is published to a topic, a line of JSON each: one machine mails nobody, and shows what it would have mailed. */
export const openMailFile =
  (path: string, log: (line: string) => void): AwsEndpointSettings['publish'] =>
  async ({ shopId, subject, message }) => {
    await appendFile(path, `${JSON.stringify({ shopId, subject, message })}\n`);
    log(`mail_kept ${shopId}`);
  };
