import * as z from 'zod';
import type { coverageView, reportView } from '../../../functions/receive-report/report-endpoints.ts';
import { coveringChannels, spans } from '../../../shared/stores/coverage-store.ts';
import { reportRow } from '../../../shared/stores/report-row.ts';
import { component } from './component.ts';

/** A provider's report. */
export const report = component<ReturnType<typeof reportView>>()(
  'Report',
  "A provider's report: what was recognised, how far it is read, and the first of the rows that could not be.",
  reportRow
    .omit({ version: true, schema: true, partCount: true, dialect: true, place: true })
    .extend({ bytesRead: z.int().nonnegative().describe('How many of its bytes are dealt with.') }),
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
