import { cancellationEndpoint } from '../../../functions/accept-cancellation/cancellation-endpoint.ts';
import { creditNoteEndpoint } from '../../../functions/accept-credit-note/credit-note-endpoint.ts';
import { answerEndpoint } from '../../../functions/answer-case/answer-endpoint.ts';
import { creditNoteMaker } from '../../../functions/make-credit-note/credit-note-maker.ts';
import { statementEndpoints } from '../../../functions/make-statement/make-statement.ts';
import { prepareEndpoints } from '../../../functions/prepare-shop/prepare-shop.ts';
import { readEndpoints } from '../../../functions/read-records/read-records.ts';
import { reportEndpoints } from '../../../functions/receive-report/report-endpoints.ts';
import { decisionEndpoints } from '../../../functions/record-decision/decision-endpoints.ts';
import { replayEndpoints } from '../../../functions/replay-dead-letters/replay-endpoints.ts';
import { republishEndpoint } from '../../../functions/republish-events/republish-endpoint.ts';
import { resumeEndpoint } from '../../../functions/resume-lane/resume-lane.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { ShopSettings } from '../../../shared/domain/shop-settings.ts';
import { ecomClient } from '../../../shared/ecom/ecom-client.ts';
import type { FetchOrder } from '../../../shared/ecom/fetch-order.ts';
import { type Endpoint, httpFunction } from '../../../shared/lambda/http.ts';
import { NoAnswerError } from '../../../shared/ports/http.ts';
import { SecretsUnavailableError } from '../../../shared/ports/secrets.ts';
import { SettingsUnavailableError } from '../../../shared/ports/settings.ts';
import { questionsOf } from '../../../shared/providers/provider-questions.ts';
import { retailAccounts } from '../../../shared/retail/retail-accounts.ts';
import { seededIds } from '../../simulation/world/seeded-ids.ts';
import { simulatedBus } from '../../simulation/world/simulated-bus.ts';
import { apiRequest } from '../../unit/shared/lambda/api-request.ts';
import { lambdaContext } from '../../unit/shared/lambda/lambda-context.ts';
import { aRecorder } from '../../unit/shared/lambda/recorder.ts';
import { decisionWorld } from '../decision-world.ts';
import { inMemoryReportFiles } from '../in-memory-report-files.ts';
import { aShop } from '../orders.ts';
import { recordingQueue } from '../recording-queue.ts';
import { simulatedEcom, testEcomUrl } from '../simulated-ecom.ts';
import { retailAccessToken, retailConnection, simulatedRetail } from '../simulated-retail.ts';
import type { GivenAnswer } from './declared-answers.ts';

/** What is sent: the shop `demo` is in each path, and whoever calls may do everything there, unless said otherwise. */
export type ApiCall = Readonly<{
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  /** The body as text, where it is not the JSON of something. */
  text?: string;
  by?: string;
}>;

const providers = [{ provider: 'paypal', account: 'main', exclusive: false }];
const liveChecks = {
  'credit-post': { answer: 'as-assumed', at: '2026-11-01' },
  'credit-repeat': { answer: 'refused', at: '2026-11-01' },
};

/** Every endpoint of the JSON API as its function has it, on one table with the task of {@link decisionWorld}; each answer is kept. */
export async function apiWorld(changes: Partial<ShopSettings> = {}) {
  const connected = {
    retail: retailConnection,
    ecom: { baseUrl: testEcomUrl, language: 'fr', signature: 'enforce' } as const,
  };
  const settled = { providers, ...connected, liveChecks, ...changes };
  const world = await decisionWorld(settled);
  const { table, clock } = world;
  const shop = aShop(settled);
  const settings = {
    shop: async (shopId: string) => {
      if (shopId === 'unreadable') throw new SettingsUnavailableError('The settings do not answer.');
      return shopId === 'demo' ? shop : undefined;
    },
    shops: async () => [shop],
  };
  const ecom = simulatedEcom(clock);
  const retail = simulatedRetail(clock);
  const keys = { webhookKeys: ['webhook-key'], apiKey: 'key', apiSecret: 'secret' };
  let areSecretsLost = false;
  const secrets = {
    ofShop: async () => {
      if (areSecretsLost) throw new SecretsUnavailableError('The secrets of shop demo are not valid: ecom.apiKey.');
      return { ecom: keys, retail: { accessToken: retailAccessToken }, providers: [] };
    },
  };
  const ecomOf = async ({ ecom: connection }: ShopSettings) =>
    connection && ecomClient({ http: ecom.http, clock, account: { ...connection, ...keys } });
  const sentAgain = recordingQueue();
  const queues = new Map([['reconciliation', { functionName: 'reconcile-task', queue: sentAgain }]]);
  const httpTo = () => ({
    send: async () => {
      throw new NoAnswerError('No provider is there.');
    },
  });
  const retailOf = retailAccounts({ table, secrets, clock, httpTo: () => retail.http });
  const fetchOrder: FetchOrder = async () => ({ kind: 'unavailable', retryAfterSeconds: 7 });
  const queueOfReports = recordingQueue();
  const parts = { table, clock, settings, secrets, ecomOf, retailOf, questionsOf, httpTo, ids: seededIds() };
  const withBus = { ...parts, bus: simulatedBus({ rules: [] }), queues };
  const endpoints: Readonly<Record<string, Endpoint>> = {
    'POST /shops/{shopId}/credit-notes': creditNoteEndpoint({ ...parts, fetchOrder }),
    'POST /shops/{shopId}/cancellations': cancellationEndpoint({ ...parts, fetchOrder }),
    'POST /shops/{shopId}/cases/{caseId}/answer': answerEndpoint(parts),
    'POST /shops/{shopId}/ecom-credit-notes/{key}': creditNoteMaker(parts),
    'POST /shops/{shopId}/events/republish': republishEndpoint(withBus),
    'POST /shops/{shopId}/retail-lane/resume': resumeEndpoint({ ...parts, laneQueue: recordingQueue() }),
    ...readEndpoints(parts),
    ...decisionEndpoints(parts),
    ...prepareEndpoints(parts),
    ...replayEndpoints(withBus),
    ...statementEndpoints(parts),
  };
  const reportFiles = inMemoryReportFiles(clock);
  const files = reportEndpoints({ ...parts, reportQueue: queueOfReports, files: reportFiles });
  const given: GivenAnswer[] = [];

  async function call(route: string, { path = {}, query = {}, headers = {}, body, text, by = 'anna' }: ApiCall = {}) {
    const isFile = Object.hasOwn(files, route);
    const handler = httpFunction({
      authenticator: async (token) => callerNamed(token),
      endpoints: isFile ? files : endpoints,
      ids: parts.ids,
      ...aRecorder(),
      bodies: isFile ? 'file' : 'json',
    });
    const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const authorization: Readonly<Record<string, string>> = by === '' ? {} : { authorization: `Bearer ${by}` };
    const request = apiRequest({
      routeKey: route,
      path: { shopId: 'demo', ...path },
      query,
      headers: { ...authorization, ...headers },
      ...(sent !== undefined && { body: sent }),
    });
    const answer = await handler(request, lambdaContext);
    const { statusCode: status = 0, headers: answered = {}, body: told = '' } = answer;
    given.push({ route, status, headers: answered, body: told });
    return { status, headers: answered, body: isJson(answered) ? JSON.parse(told) : told };
  }

  const loseSecrets = () => {
    areSecretsLost = true;
  };
  return { ...world, shop, ecom, retail, given, call, queueOfReports, reportFiles, loseSecrets };
}

/** All that a story plays on. */
export type ApiWorld = Awaited<ReturnType<typeof apiWorld>>;

const isJson = (headers: Readonly<Record<string, unknown>>): boolean => /json/.test(String(headers['content-type']));

/** Who calls is the token: `viewer` may only look, `of-demo` sees the shop `demo` alone, `neighbour` any but that one. */
function callerNamed(token: string) {
  const role: Role = token === 'viewer' ? 'viewer' : 'admin';
  const seesAllShops = token !== 'neighbour' && token !== 'of-demo';
  const maySeeShop = (shopId: string) => seesAllShops || (shopId === 'demo') === (token === 'of-demo');
  return { subject: token, role, seesAllShops, maySeeShop };
}
