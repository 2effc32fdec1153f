import { contentHashOf } from '../../shared/acceptance/content-hash.ts';
import type { ShopId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { ReportFiles } from '../../shared/ports/report-files.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { DecimalMark } from '../../shared/reports/amount-text.ts';
import type { DateOrder } from '../../shared/reports/date-text.ts';
import type { StoredReport } from '../../shared/stores/report-row.ts';
import { readReport } from '../../shared/stores/report-store.ts';

/** What taking reports needs. */
export type ReceiveReportDependencies = Readonly<{
  table: Table;
  clock: Clock;
  reportQueue: Queue;
  files: ReportFiles;
}>;

/** What somebody who hands a report in knows of it. */
export type HandedIn = Readonly<{
  shopId: ShopId;
  shop: Pick<ShopSettings, 'providers'>;
  provider: string;
  account: string;
  fileName?: string | undefined;
  dateOrder?: DateOrder | undefined;
  decimalMark?: DecimalMark | undefined;
  by: string;
}>;

/** The account of the shop that a report is handed in for, if there is one. */
export const accountOf = ({ shop, provider, account }: HandedIn): ShopSettings['providers'][number] | undefined =>
  shop.providers.find((each) => each.provider === provider && each.account === account);

/** A report's id: what it is of, what was said of it, and its content; the same whichever way the file comes. */
export const reportIdOf = ({ shopId, provider, account, dateOrder, decimalMark }: HandedIn, sha256: string): string =>
  contentHashOf({ shopId, provider, account, dateOrder, decimalMark, sha256 });

/** Has a report read. Sent again for one that is known and not read: its message may have been lost on the way. */
export async function sendToBeRead(
  { table, reportQueue }: Pick<ReceiveReportDependencies, 'table' | 'reportQueue'>,
  shopId: ShopId,
  reportId: string,
): Promise<StoredReport> {
  await reportQueue.send([{ body: JSON.stringify({ shopId, reportId }) }]);
  const report = await readReport(table, shopId, reportId);
  if (report === undefined) throw new Error('The report that was just written is not there.');
  return report;
}
