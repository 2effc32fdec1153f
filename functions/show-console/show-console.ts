import { html } from 'hono/html';
import * as z from 'zod';
import type { ShopId } from '../../shared/domain/ids.ts';
import { type Endpoint, type EndpointRequest, endpoint, ignored } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { type HttpAnswer, ProblemError } from '../../shared/lambda/problem.ts';
import { readerOf } from '../../shared/lambda/reader.ts';
import { unlessKnown } from '../../shared/lambda/unless-known.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { monthSchema } from '../../shared/statements/asked-period.ts';
import { caseIdSchema, shopIdSchema, taskIdSchema } from '../../shared/stores/id-schemas.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { problemTexts } from '../../shared/texts/problem-texts.ts';
import type { Reader } from '../../shared/texts/translated.ts';
import { readOverview } from '../../shared/views/overview-view.ts';
import { viewedShop } from '../../shared/views/viewed-shop.ts';
import { calculatePage } from './calculate-page.ts';
import { casePage } from './case-page.ts';
import { casesPage } from './cases-page.ts';
import { deadLettersPage } from './dead-letters-page.ts';
import { differencesPage, differencesQuerySchema } from './differences-page.ts';
import { overviewPage } from './overview-page.ts';
import { htmlAnswer, pageOf, sayer, type Visit } from './page.ts';
import { refundProblemPage } from './refund-problem-page.ts';
import { reportsPage } from './reports-page.ts';
import { searchPage } from './search-page.ts';
import { statementPage } from './statement-page.ts';
import { toDoFile } from './to-do-file.ts';
import { toDoFilterSchema } from './to-do-filter.ts';
import { toDoPage } from './to-do-page.ts';

/** What showing pages needs. */
export type ShowConsoleDependencies = Readonly<{
  table: Table;
  settings: Settings;
  clock: Clock;
  /** Where the page of reports may send files, beside the API. */
  uploadOrigin: string;
}>;

type Asked = EndpointRequest<unknown, unknown, unknown>;

/** Every page of the console. They hold what the reader may see and nothing more; nothing is written. */
export function consoleEndpoints({
  table,
  settings,
  clock,
  uploadOrigin,
}: ShowConsoleDependencies): Readonly<Record<string, Endpoint>> {
  const seenShops = async ({ caller }: Asked) =>
    (await settings.shops()).filter(({ shopId }) => caller?.maySeeShop(shopId));

  async function visit(request: Asked, shopId: ShopId): Promise<Visit> {
    const { headers = {} } = request;
    const caller = knownCaller(request.caller);
    const [shop, shops] = await Promise.all([knownShop(settings, shopId), seenShops(request)]);
    const { name, currency, timeZone, country, watchMode, orderPrefix } = shop;
    const now = clock.now();
    const reader = readerOf(headers);
    return {
      reader,
      role: caller.role,
      subject: caller.subject,
      shop: { ...viewedShop(shopId, shop, now), name, currency, timeZone, country, watchMode, orderPrefix },
      shops: shops.map(({ shopId: id, name: title }) => ({ shopId: id, name: title })),
      now,
      say: sayer(reader),
    };
  }

  const inShop = z.object({ shopId: shopIdSchema });
  const page = (show: (visit: Visit) => Promise<HttpAnswer>): Endpoint =>
    endpoint({ path: inShop, query: ignored, body: ignored }, async (request) =>
      unlessKnown(request, await show(await visit(request, request.path.shopId))),
    );
  /** The first shop that somebody may see. */
  const firstShop = async (request: Asked): Promise<ShopId> => {
    const [first] = await seenShops(request);
    if (first === undefined) throw new ProblemError(403, 'no_shop', 'You may see no shop.');
    return shopIdSchema.parse(first.shopId);
  };
  return {
    'GET /': endpoint({ path: ignored, query: ignored, body: ignored }, async (request) => {
      return { status: 303, body: '', headers: { location: pageOf(await firstShop(request), 'to-do') } };
    }),
    'GET /console/{shopId}/to-do': endpoint(
      { path: inShop, query: toDoFilterSchema, body: ignored },
      async (request) => {
        const seen = await visit(request, request.path.shopId);
        return unlessKnown(request, await toDoPage(table, seen, request.query));
      },
    ),
    'GET /console/{shopId}/to-do.csv': page((seen) => toDoFile(table, seen)),
    'GET /console/{shopId}/differences': endpoint(
      { path: inShop, query: differencesQuerySchema, body: ignored },
      async (request) => {
        const seen = await visit(request, request.path.shopId);
        return unlessKnown(request, await differencesPage(table, seen, request.query.from));
      },
    ),
    'GET /console/{shopId}/reports': page((seen) => reportsPage(table, seen, uploadOrigin)),
    'GET /console/{shopId}/statement': endpoint(
      {
        path: inShop,
        query: z.object({ month: monthSchema.optional(), asOf: z.union([z.literal(''), z.iso.date()]).optional() }),
        body: ignored,
      },
      async (request) => statementPage(table, await visit(request, request.path.shopId), request.query),
    ),
    'GET /console/{shopId}/overview': endpoint({ path: inShop, query: ignored, body: ignored }, async (request) => {
      const seen = await visit(request, request.path.shopId);
      const { retail } = await knownShop(settings, seen.shop.shopId);
      const ground = { shop: seen.shop, now: seen.now, retailAccountId: retail?.accountId };
      const view = await readOverview(table, { ...ground, maySeeLetter: maySeeLetter(request) });
      return unlessKnown(request, overviewPage(seen, view));
    }),
    'GET /console/{shopId}/calculate': endpoint(
      { path: inShop, query: z.record(z.string(), z.string()), body: ignored },
      async (request) => {
        const { shopId } = request.path;
        const seen = await visit(request, shopId);
        return calculatePage(table, seen, await knownShop(settings, shopId), request.query);
      },
    ),
    'GET /console/{shopId}/cases': endpoint(
      { path: inShop, query: z.object({ cursor: z.string().min(1).optional() }), body: ignored },
      async (request) => {
        const seen = await visit(request, request.path.shopId);
        return unlessKnown(request, await casesPage(table, seen, request.query.cursor));
      },
    ),
    'GET /console/{shopId}/cases/{caseId}': endpoint(
      { path: inShop.extend({ caseId: caseIdSchema }), query: ignored, body: ignored },
      async (request) => {
        const { shopId, caseId } = request.path;
        const seen = await visit(request, shopId);
        const shown = await casePage(table, seen, caseId, await knownShop(settings, shopId));
        if (shown === undefined) throw new ProblemError(404, 'case_unknown', 'There is no case with this id.');
        return unlessKnown(request, shown);
      },
    ),
    'GET /console/{shopId}/refunds/{taskId}/problem': endpoint(
      { path: inShop.extend({ taskId: taskIdSchema }), query: ignored, body: ignored },
      async (request) => {
        const { shopId, taskId } = request.path;
        const shown = await refundProblemPage(table, await visit(request, shopId), taskId);
        if (shown === undefined) throw new ProblemError(404, 'task_unknown', 'There is no refund with this id.');
        return shown;
      },
    ),
    // Posted, so that what somebody looks for, perhaps a name, stands in no address and no log.
    'POST /console/{shopId}/search': endpoint(
      { path: inShop, query: ignored, body: z.object({ text: z.string().trim().min(1).max(100) }) },
      async (request) => searchPage(table, await visit(request, request.path.shopId), request.body.text),
    ),
    'GET /console/dead-letters': endpoint({ path: ignored, query: ignored, body: ignored }, async (request) => {
      const seen = await visit(request, await firstShop(request));
      return unlessKnown(request, await deadLettersPage(table, seen, maySeeLetter(request)));
    }),
  };
}

/** Letters of a shop are for whoever may see that shop; those of none for whoever sees all. */
const maySeeLetter =
  ({ caller }: Asked) =>
  ({ shopId }: Readonly<{ shopId?: string | undefined }>): boolean =>
    caller !== undefined && (shopId === undefined ? caller.seesAllShops : caller.maySeeShop(shopId));

/** A problem as a page: whoever is not signed in is led there, everybody else is told in words. */
export function problemPage({ status, code, message }: ProblemError, reader: Reader): HttpAnswer {
  if (status === 401) return { status: 303, body: '', headers: { location: '/sign-in' }, code };
  const say = sayer(reader);
  const text = problemTexts[code];
  const title = text === undefined ? message : say(text);
  const whole = html`<!doctype html><html lang="${reader.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Avoir</title><link rel="stylesheet" href="/console.css"><link rel="icon" href="data:,"></head>
<body><main id="main"><h1>Avoir</h1><p role="alert">${title}</p><p><a href="/">${say(consoleTexts.to_do)}</a></p>
<form method="post" action="/sign-out"><button class="quiet">${say(consoleTexts.sign_out)}</button></form></main></body></html>`;
  return { ...htmlAnswer(whole, status), code };
}
