import { createReadStream, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openReport, type ReportOptions, type ReportRow } from '../../../../shared/reports/read-report.ts';
import type { ReportSource } from '../../../../shared/reports/report-source.ts';

const samples = fileURLToPath(new URL('../../../../../shared/data/provider-samples/synthetic/', import.meta.url));

/** Whether the samples beside the project are there. Where they are not, the tests on them are skipped, and this says so. */
export function hasProviderSamples(): boolean {
  const isThere = existsSync(samples);
  if (!isThere) console.warn(`SKIPPED, for there are no provider samples at ${samples}.`);
  return isThere;
}

/** A sample beside the project. */
export const sample = (name: string): ReportSource => ({
  name,
  open: (fromByte = 0) => createReadStream(`${samples}${name}`, { start: fromByte }),
});

/** A text as a file, in chunks of so many bytes. */
export function textFile(content: string | Uint8Array, chunkBytes = 1 << 16): ReportSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name: 'a file',
    async *open(fromByte = 0) {
      for (let from = fromByte; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
    },
  };
}

/** All rows of a report. */
export async function rowsIn(source: ReportSource, options: Partial<ReportOptions> = {}): Promise<ReportRow[]> {
  const { rows } = await openReport(source, { account: 'main', ...options });
  const all: ReportRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
