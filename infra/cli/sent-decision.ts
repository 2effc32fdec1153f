import * as z from 'zod';
import { type AvoirAnswer, type AvoirClient, unexpected } from './avoir-client.ts';
import { fault, usageFailure } from './command-failure.ts';

/** A decision as it is sent: over which version, and by which command one sees how it stands now. */
export type SentDecision = Readonly<{ path: string; body: unknown; seen: string; lookAgain: string }>;

const problemSchema = z.object({ title: z.string() });

/**
 * Sends a decision over the version that was seen. What the rules do not allow, and what changed meanwhile, ends the command
 * in the system's own words.
 */
export async function sendDecision(
  client: AvoirClient,
  { path, body, seen, lookAgain }: SentDecision,
): Promise<AvoirAnswer> {
  const answer = await client.post(path, body, seen);
  const isRefused = answer.status === 404 || answer.status === 409;
  if (isRefused) throw usageFailure(`${problemSchema.parse(answer.body).title} See: ${lookAgain}`);
  if (answer.status === 412) throw fault(`It changed since it was seen. Look again: ${lookAgain}`);
  if (answer.status !== 200 && answer.status !== 202) throw unexpected(answer);
  return answer;
}
