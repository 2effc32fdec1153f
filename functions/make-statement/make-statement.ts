import * as z from 'zod';
import type { ShopId } from '../../shared/domain/ids.ts';
import { type Endpoint, type EndpointRequest, endpoint, ignored } from '../../shared/lambda/http.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { type HttpAnswer, ProblemError } from '../../shared/lambda/problem.ts';
import { readerOf } from '../../shared/lambda/reader.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { askedPeriod, asOfSchema, monthSchema } from '../../shared/statements/asked-period.ts';
import { csvOfStatement, workbookOfStatement } from '../../shared/statements/statement-files.ts';
import { type MonthlyStatement, statementOfMonth } from '../../shared/statements/statement-of-month.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import type { Reader } from '../../shared/texts/translated.ts';

/** What making statements needs. */
export type MakeStatementDependencies = Readonly<{ table: Table; settings: Settings; clock: Clock }>;

type Asked = EndpointRequest<{ shopId: ShopId; month: string }, z.output<typeof asOfSchema>, unknown>;
type Answer = (statement: MonthlyStatement, reader: Reader) => Promise<HttpAnswer>;

// An answer holds 6 MB, in which the lines of a workbook or of JSON must fit.
const mostLines = 30_000;

/** Every endpoint about monthly statements: as JSON, as CSV and as a workbook. Nothing is written. */
export function statementEndpoints({
  table,
  settings,
  clock,
}: MakeStatementDependencies): Readonly<Record<string, Endpoint>> {
  const ofMonth = (answer: Answer): Endpoint =>
    endpoint(
      { path: z.object({ shopId: shopIdSchema, month: monthSchema }), query: asOfSchema, body: ignored },
      async ({ path: { shopId, month }, query: { asOf }, headers = {} }: Asked) => {
        const { timeZone, currency } = await knownShop(settings, shopId);
        const now = clock.now();
        const period = askedPeriod(month, asOf, { now, timeZone });
        const statement = await statementOfMonth(table, { shopId, currency, now }, period);
        const lines = linesIn(statement);
        if (lines > mostLines) {
          throw new ProblemError(422, 'statement_too_large', 'One answer cannot hold so many lines.', { lines });
        }
        return answer(statement, readerOf(headers));
      },
    );
  return {
    'GET /shops/{shopId}/statements/{month}': ofMonth(async (statement) => ({ status: 200, body: statement })),
    'GET /shops/{shopId}/statements/{month}/csv': ofMonth(async (statement, reader) =>
      fileAnswer(statement, { ending: 'csv', type: 'text/csv; charset=utf-8' }, csvOfStatement(statement, reader)),
    ),
    'GET /shops/{shopId}/statements/{month}/xlsx': ofMonth(async (statement, reader) =>
      fileAnswer(statement, { ending: 'xlsx', type: workbookType }, await workbookOfStatement(statement, reader)),
    ),
  };
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const fileAnswer = (
  { shopId, asOf }: MonthlyStatement,
  { ending, type }: Readonly<{ ending: string; type: string }>,
  body: string | Uint8Array,
): HttpAnswer => ({
  status: 200,
  body,
  headers: {
    'content-type': type,
    'content-disposition': `attachment; filename="${shopId}-statement-${asOf}.${ending}"`,
  },
});

const linesIn = ({ accounts }: MonthlyStatement): number =>
  accounts.reduce(
    (sum, { openRefundsAtStart, entries, openRefundsAtEnd }) =>
      sum + openRefundsAtStart.length + entries.length + openRefundsAtEnd.length,
    0,
  );
