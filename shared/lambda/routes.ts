import type { Role } from '../domain/roles.ts';

/** Who may call a route: anybody, anybody with that role, or anybody with that role in the shop of the path. */
export type Access = 'open' | Readonly<{ role: Role; scope: 'any_shop' | 'shop_in_path' }>;

/** One route of the HTTP API: which function answers it and who may call it. */
export type Route = Readonly<{
  method: 'GET' | 'POST';
  path: string;
  functionName:
    | 'accept-credit-note'
    | 'accept-cancellation'
    | 'answer-case'
    | 'read-records'
    | 'replay-dead-letters'
    | 'republish-events'
    | 'resume-lane'
    | 'serve-assets'
    | 'show-console'
    | 'receive-ecom-webhook'
    | 'receive-provider-webhook'
    | 'prepare-shop'
    | 'make-credit-note'
    | 'make-statement'
    | 'record-decision'
    | 'open-session'
    | 'receive-report';
  access: Access;
}>;

// The shops of a letter are in the letter: its endpoints check them.
const onDeadLetters: Access = { role: 'operator', scope: 'any_shop' };
const inShop = (role: Role): Access => ({ role, scope: 'shop_in_path' });

const decision = <Path extends string>(path: Path) =>
  ({ method: 'POST', path, functionName: 'record-decision', access: inShop('operator') }) as const;

/**
 * Every route there is. The API construct makes exactly these, and the authentication middleware refuses
 * what is not here, so that no route can exist without somebody having said who may call it.
 */
export const routes = [
  { method: 'GET', path: '/', functionName: 'show-console', access: { role: 'viewer', scope: 'any_shop' } },
  { method: 'GET', path: '/openapi.json', functionName: 'serve-assets', access: 'open' },
  { method: 'GET', path: '/console.js', functionName: 'serve-assets', access: 'open' },
  { method: 'GET', path: '/console.css', functionName: 'serve-assets', access: 'open' },
  ...(
    [
      'to-do',
      'to-do.csv',
      'differences',
      'calculate',
      'reports',
      'statement',
      'overview',
      'cases',
      'cases/{caseId}',
      'refunds/{taskId}/problem',
    ] as const
  ).map(
    (page) =>
      ({
        method: 'GET',
        path: `/console/{shopId}/${page}`,
        functionName: 'show-console',
        access: inShop('viewer'),
      }) as const,
  ),
  { method: 'POST', path: '/console/{shopId}/search', functionName: 'show-console', access: inShop('viewer') },
  { method: 'GET', path: '/console/dead-letters', functionName: 'show-console', access: onDeadLetters },
  { method: 'GET', path: '/sign-in', functionName: 'open-session', access: 'open' },
  { method: 'GET', path: '/signed-in', functionName: 'open-session', access: 'open' },
  { method: 'POST', path: '/sign-out', functionName: 'open-session', access: 'open' },
  { method: 'GET', path: '/healthz', functionName: 'read-records', access: 'open' },
  {
    method: 'POST',
    path: '/shops/{shopId}/credit-notes',
    functionName: 'accept-credit-note',
    access: inShop('operator'),
  },
  {
    method: 'POST',
    path: '/shops/{shopId}/cancellations',
    functionName: 'accept-cancellation',
    access: inShop('operator'),
  },
  // Whoever calls shows a key that only the shop's eCom has; the function itself compares it.
  {
    method: 'POST',
    path: '/webhooks/ecom/{shopId}/{webhookKey}',
    functionName: 'receive-ecom-webhook',
    access: 'open',
  },
  // The same with a provider; what it says is signed besides.
  {
    method: 'POST',
    path: '/webhooks/providers/{provider}/{shopId}/{webhookKey}',
    functionName: 'receive-provider-webhook',
    access: 'open',
  },
  {
    method: 'POST',
    path: '/shops/{shopId}/cases/{caseId}/answer',
    functionName: 'answer-case',
    access: inShop('operator'),
  },
  { method: 'GET', path: '/shops', functionName: 'read-records', access: { role: 'viewer', scope: 'any_shop' } },
  { method: 'GET', path: '/shops/{shopId}/cases', functionName: 'read-records', access: inShop('viewer') },
  { method: 'GET', path: '/shops/{shopId}/cases/{caseId}', functionName: 'read-records', access: inShop('viewer') },
  {
    method: 'GET',
    path: '/shops/{shopId}/orders/{orderNumber}',
    functionName: 'read-records',
    access: inShop('viewer'),
  },
  { method: 'GET', path: '/shops/{shopId}/retail-lane', functionName: 'read-records', access: inShop('viewer') },
  {
    method: 'POST',
    path: '/shops/{shopId}/retail-lane/resume',
    functionName: 'resume-lane',
    access: inShop('operator'),
  },
  { method: 'GET', path: '/shops/{shopId}/refund-tasks', functionName: 'read-records', access: inShop('viewer') },
  { method: 'GET', path: '/shops/{shopId}/differences', functionName: 'read-records', access: inShop('viewer') },
  ...(['take', 'release', 'report', 'unreport', 'close', 'reopen', 'say-provider', 'say-payment'] as const).map(
    (action) => decision(`/shops/{shopId}/refund-tasks/{taskId}/${action}`),
  ),
  ...(['confirm', 'reject', 'revoke'] as const).map((action) =>
    decision(`/shops/{shopId}/matches/{matchId}/${action}`),
  ),
  {
    method: 'GET',
    path: '/shops/{shopId}/matches/{matchId}/revocation',
    functionName: 'record-decision',
    access: inShop('operator'),
  },
  ...(['settle', 'reopen', 'say-item'] as const).map((action) =>
    decision(`/shops/{shopId}/differences/{differenceId}/${action}`),
  ),
  {
    method: 'POST',
    path: '/shops/{shopId}/reports/{provider}',
    functionName: 'receive-report',
    access: inShop('operator'),
  },
  {
    method: 'POST',
    path: '/shops/{shopId}/reports/{reportId}/start',
    functionName: 'receive-report',
    access: inShop('operator'),
  },
  ...(['reports', 'reports/{reportId}', 'coverage'] as const).map(
    (page) =>
      ({
        method: 'GET',
        path: `/shops/{shopId}/${page}`,
        functionName: 'receive-report',
        access: inShop('viewer'),
      }) as const,
  ),
  ...(['{month}', '{month}/csv', '{month}/xlsx'] as const).map(
    (page) =>
      ({
        method: 'GET',
        path: `/shops/{shopId}/statements/${page}`,
        functionName: 'make-statement',
        access: inShop('viewer'),
      }) as const,
  ),
  { method: 'GET', path: '/shops/{shopId}/examination', functionName: 'prepare-shop', access: inShop('operator') },
  {
    method: 'POST',
    path: '/shops/{shopId}/ecom-credit-notes/{key}',
    functionName: 'make-credit-note',
    access: inShop('operator'),
  },
  { method: 'POST', path: '/shops/{shopId}/webhooks', functionName: 'prepare-shop', access: inShop('admin') },
  { method: 'POST', path: '/shops/{shopId}/backfill', functionName: 'prepare-shop', access: inShop('admin') },
  { method: 'GET', path: '/shops/{shopId}/backfill', functionName: 'prepare-shop', access: inShop('operator') },
  {
    method: 'POST',
    path: '/shops/{shopId}/events/republish',
    functionName: 'republish-events',
    access: inShop('operator'),
  },
  { method: 'GET', path: '/dead-letters', functionName: 'read-records', access: onDeadLetters },
  {
    method: 'GET',
    path: '/dead-letters/{queueName}/{letterId}',
    functionName: 'replay-dead-letters',
    access: onDeadLetters,
  },
  {
    method: 'POST',
    path: '/dead-letters/{queueName}/{letterId}/discard',
    functionName: 'replay-dead-letters',
    access: onDeadLetters,
  },
  { method: 'POST', path: '/dead-letters/replays', functionName: 'replay-dead-letters', access: onDeadLetters },
  {
    method: 'GET',
    path: '/dead-letters/replays/{replayId}',
    functionName: 'replay-dead-letters',
    access: onDeadLetters,
  },
  {
    method: 'POST',
    path: '/dead-letters/replays/{replayId}/run',
    functionName: 'replay-dead-letters',
    access: onDeadLetters,
  },
  {
    method: 'POST',
    path: '/dead-letters/replays/{replayId}/cancel',
    functionName: 'replay-dead-letters',
    access: onDeadLetters,
  },
] as const satisfies readonly Route[];
