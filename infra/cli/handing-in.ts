import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod';
import { type AvoirAnswer, type AvoirClient, unexpected } from './avoir-client.ts';
import { usageFailure } from './command-failure.ts';
import { type Upload, uploadFile } from './upload-file.ts';

/** A file that is handed in: where, and who is told how much of it has gone out. */
export type HandingIn = Readonly<{
  client: AvoirClient;
  file: string;
  /** Path of the shop's reports, and of those of the provider with what is said of the file. */
  reportsPath: string;
  providerPath: string;
  sent: (bytes: number, ofBytes: number) => void;
}>;

// What a function of AWS takes at once.
const mostPostedBytes = 4 * 1024 * 1024;
const mostAttempts = 3;

const takenSchema = z.looseObject({
  reportId: z.string(),
  upload: z.object({ url: z.url(), headers: z.record(z.string(), z.string()) }).optional(),
});

/** Hands a file in: at once, or, where it is too large for that, by an upload. Answers what the system said last. */
export async function handIn(handing: HandingIn): Promise<AvoirAnswer> {
  const { client, file, providerPath } = handing;
  const bytes = await bytesOf(file);
  if (bytes <= mostPostedBytes) return client.postFile(providerPath, await readFile(file));
  const announcement = { fileName: basename(file), bytes, sha256: await sha256Of(file) };
  return uploaded(handing, announcement, 1);
}

async function uploaded(
  handing: HandingIn,
  announcement: Readonly<{ fileName: string; bytes: number; sha256: string }>,
  attempt: number,
): Promise<AvoirAnswer> {
  const { client, file, reportsPath, providerPath, sent } = handing;
  const answer = await client.post(providerPath, announcement);
  if (answer.status !== 202) return answer;
  const { reportId, upload } = takenSchema.parse(answer.body);
  if (upload !== undefined) await sendOut(upload);
  const started = await client.post(`${reportsPath}/${reportId}/start`, {});
  // Somebody, or a line that broke without a word, left nothing there: another address is another try.
  const isMissing = started.status === 409;
  if (!isMissing) return started;
  if (attempt === mostAttempts) throw unexpected(started);
  return uploaded(handing, announcement, attempt + 1);

  async function sendOut(to: Upload): Promise<void> {
    await uploadFile(to, { file, bytes: announcement.bytes, sent });
  }
}

async function bytesOf(file: string): Promise<number> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw usageFailure(`${file} cannot be read.`, { cause });
  });
  return size;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
