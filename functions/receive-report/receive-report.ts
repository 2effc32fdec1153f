import { contentHashOf } from '../../shared/acceptance/content-hash.ts';
import type { ShopId } from '../../shared/domain/ids.ts';
import { millisecondsOf } from '../../shared/domain/instants.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { DecimalMark } from '../../shared/reports/amount-text.ts';
import type { DateOrder } from '../../shared/reports/date-text.ts';
import { formatOf, startOf, surveyWhole } from '../../shared/reports/read-report.ts';
import { UnreadableReportError } from '../../shared/reports/report-source.ts';
import type { ReportDialect } from '../../shared/reports/report-survey.ts';
import type { StoredReport } from '../../shared/stores/report-row.ts';
import { keepParts, openReportRow, readReport } from '../../shared/stores/report-store.ts';

/** What taking reports needs. */
export type ReceiveReportDependencies = Readonly<{ table: Table; clock: Clock; reportQueue: Queue }>;

/** A report that somebody hands in, with what they know of it. */
export type ReceivedReport = Readonly<{
  shopId: ShopId;
  shop: Pick<ShopSettings, 'providers'>;
  provider: string;
  account: string;
  bytes: Buffer;
  fileName?: string | undefined;
  dateOrder?: DateOrder | undefined;
  decimalMark?: DecimalMark | undefined;
  by: string;
}>;

/** What became of it. `known`: the same file was handed in before, and nothing new comes of it. */
export type ReceivedOutcome =
  | Readonly<{ kind: 'taken' | 'known'; report: StoredReport }>
  | Readonly<{ kind: 'account_unknown' }>
  | Readonly<{ kind: 'unreadable'; error: UnreadableReportError }>;

/**
 * Recognises a report by its header, keeps its bytes, and has it read by the queue. What cannot be read as a whole is refused
 * at once with the question to answer, and nothing of it is kept. The same file for the same account is the same report: its
 * id is made of its content.
 */
export async function receiveReport(
  { table, clock, reportQueue }: ReceiveReportDependencies,
  received: ReceivedReport,
): Promise<ReceivedOutcome> {
  const { shopId, shop, provider, account, bytes, fileName, dateOrder, decimalMark, by } = received;
  const connection = shop.providers.find((each) => each.provider === provider && each.account === account);
  if (connection === undefined) return { kind: 'account_unknown' };
  const dialect = await dialectOf(received, dateOrder ?? connection.dateOrder);
  if (dialect instanceof UnreadableReportError) return { kind: 'unreadable', error: dialect };

  const said = { provider, account, dateOrder, decimalMark };
  const reportId = contentHashOf({ ...said, content: bytes.toString('base64') });
  const known = await readReport(table, shopId, reportId);
  if (known?.state === 'done') return { kind: 'known', report: known };
  const now = clock.now();
  const nowSeconds = Math.floor(millisecondsOf(now) / 1000);
  const partCount = await keepParts(table, { shopId, reportId, bytes, nowSeconds });
  const opened = await openReportRow(table, shopId, {
    ...said,
    reportId,
    format: formatOf(dialect),
    dialect,
    place: startOf(dialect),
    fileName,
    bytes: bytes.byteLength,
    partCount,
    uploadedAt: now,
    uploadedBy: by,
    state: 'waiting',
    nextRow: 0,
    counts: { payments: 0, refunds: 0, skipped: 0, rejected: 0 },
    rejectedRows: [],
  });
  // Sent again for one that is known and not done: its message may have been lost on the way.
  await reportQueue.send([{ body: JSON.stringify({ shopId, reportId }) }]);
  const report = await readReport(table, shopId, reportId);
  if (report === undefined) throw new Error('The report that was just written is not there.');
  return { kind: opened === 'opened' ? 'taken' : 'known', report };
}

async function dialectOf(
  { bytes, fileName = 'the report', decimalMark }: ReceivedReport,
  order: DateOrder | undefined,
): Promise<ReportDialect | UnreadableReportError> {
  async function* open(fromByte = 0): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(fromByte);
  }
  try {
    return await surveyWhole({ name: fileName, open }, { order, mark: decimalMark });
  } catch (error) {
    if (error instanceof UnreadableReportError) return error;
    throw error;
  }
}
