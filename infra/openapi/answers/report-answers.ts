import * as z from 'zod';
import type { coverageView } from '../../../functions/receive-report/report-endpoints.ts';
import type { reportView } from '../../../functions/receive-report/report-view.ts';
import type { FileUpload } from '../../../shared/ports/report-files.ts';
import { coveringChannels, spans } from '../../../shared/stores/coverage-store.ts';
import { reportRow } from '../../../shared/stores/report-row.ts';
import { component } from './component.ts';

const shown = reportRow
  .omit({ version: true, schema: true, dialect: true, survey: true, place: true })
  .extend({ bytesRead: z.int().nonnegative().describe('How many of its bytes are dealt with, or looked through.') });

/** A provider's report. */
export const report = component<ReturnType<typeof reportView>>()(
  'Report',
  "A provider's report: what was recognised, how far it is read, and the first of the rows that could not be.",
  shown,
);

const upload = z
  .object({
    url: z.url(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.iso.datetime(),
  })
  .describe(
    'Where to PUT exactly the announced file, with exactly these headers. Not there where the file is already.',
  );

type Taken = ReturnType<typeof reportView> & Readonly<{ upload?: FileUpload | undefined }>;

/** A report that was taken, or that waits for its file. */
export const takenReport = component<Taken>()(
  'TakenReport',
  'A report that was taken; one that was announced says where its file is to be put, and is started after that.',
  shown.extend({ upload: upload.optional() }),
);

/** What was seen whole of an account. */
export const coverage = component<ReturnType<typeof coverageView>>()(
  'Coverage',
  'Which days of an account at a provider were seen without a gap, by channel. Nothing is called missing beyond them.',
  z.object({
    provider: z.string(),
    account: z.string(),
    channels: z.array(z.object({ channel: z.enum(coveringChannels), spans, seenUntil: z.string().optional() })),
  }),
);
