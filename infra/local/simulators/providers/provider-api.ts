import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts';
import {
  klarnaOrder,
  molliePayment,
  mollieRefund,
  paypalCapture,
  paypalPaymentRow,
  paypalRefund,
  paypalRefundRow,
  stripeCharge,
  stripeRefund,
} from './provider-objects.ts';
import type { ProviderAccountState, SimulatedPayment, SimulatedRefund } from './provider-state.ts';

const json = (status: number, body: unknown): SimulatedAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const missing = json(404, { error: 'not found' });
const isJson = (body: unknown): SimulatedAnswer => (body === undefined ? missing : json(200, body));

/** What a program is answered that asks for an account's payments and refunds. `path` is what follows the account's own. */
export function answerApi(state: ProviderAccountState, request: SimulatedRequest, path: string): SimulatedAnswer {
  const { searchParams } = new URL(request.url);
  if (state.settings.provider === 'paypal' && path === '/v1/oauth2/token') return paypalToken(state, request);
  if (!isSignedIn(state, request)) return json(401, { error: 'unauthorized' });
  switch (state.settings.provider) {
    case 'stripe':
      return askedOfStripe(state, path, searchParams);
    case 'mollie':
      return askedOfMollie(state, path, searchParams);
    case 'paypal':
      return askedOfPaypal(state, path, searchParams);
    case 'klarna':
      return isJson(
        shown(state.payments.get(/^\/ordermanagement\/v1\/orders\/([^/]+)$/.exec(path)?.[1] ?? ''), klarnaOrder),
      );
    case 'adyen':
      // Adyen shows no refund to whoever asks (facts §4b).
      return missing;
  }
}

/** The token that PayPal hands out; one for ever, as nothing here is secret. */
const paypalAccessToken = 'simulated-paypal-access';
const basic = (name = '', secret = ''): string => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;

function isSignedIn({ settings: { provider, credentials } }: ProviderAccountState, { headers }: SimulatedRequest) {
  const given = headers.authorization;
  switch (provider) {
    case 'stripe':
      return given === `Bearer ${credentials.secretKey}`;
    case 'mollie':
      return given === `Bearer ${credentials.apiKey}`;
    case 'paypal':
      return given === `Bearer ${paypalAccessToken}`;
    case 'klarna':
      return given === basic(credentials.username, credentials.password);
    case 'adyen':
      return false;
  }
}

function paypalToken({ settings: { credentials } }: ProviderAccountState, { method, headers, body }: SimulatedRequest) {
  const isAsked = method === 'POST' && new URLSearchParams(body).get('grant_type') === 'client_credentials';
  if (!isAsked || headers.authorization !== basic(credentials.clientId, credentials.clientSecret)) {
    return json(401, { error: 'invalid_client' });
  }
  return json(200, { access_token: paypalAccessToken, token_type: 'Bearer', expires_in: 32_400 });
}

const shown = <Shown>(
  payment: SimulatedPayment | undefined,
  show: (payment: SimulatedPayment) => Shown,
): Shown | undefined => (payment === undefined ? undefined : show(payment));

type Made = Readonly<{ payment: SimulatedPayment; refund: SimulatedRefund }>;

const allRefunds = ({ payments }: ProviderAccountState): readonly Made[] =>
  [...payments.values()].flatMap((payment) => payment.refunds.map((refund) => ({ payment, refund })));

function askedOfStripe(state: ProviderAccountState, path: string, query: URLSearchParams): SimulatedAnswer {
  const [, kind, id = ''] = /^\/v1\/(refunds|charges|payment_intents)(?:\/([^/]+))?$/.exec(path) ?? [];
  const payment = [...state.payments.values()].find((each) =>
    [each.paymentId, stripeCharge(each).id].includes(id || (query.get('payment_intent') ?? query.get('charge') ?? '')),
  );
  switch (kind) {
    case 'charges':
      return id === ''
        ? createdIn([...state.payments.values()].map(stripeCharge), query)
        : isJson(shown(payment, stripeCharge));
    case 'payment_intents':
      return isJson(shown(payment, (found) => ({ id: found.paymentId, latest_charge: stripeCharge(found) })));
    case 'refunds': {
      if (id === '' && !query.has('payment_intent') && !query.has('charge')) {
        const made = allRefunds(state).map(({ payment: of, refund }) => stripeRefund(of, refund));
        return createdIn(made.toReversed(), query);
      }
      if (id === '') {
        const data = payment?.refunds.map((refund) => stripeRefund(payment, refund)).toReversed() ?? [];
        return json(200, { object: 'list', data, has_more: false });
      }
      const made = allRefunds(state).find(({ refund }) => refund.refundId === id);
      return isJson(made && stripeRefund(made.payment, made.refund));
    }
    default:
      return missing;
  }
}

/** A page of a list of Stripe, of what was made in the span that is asked for. */
function createdIn(all: readonly Readonly<{ id: string; created: number }>[], query: URLSearchParams): SimulatedAnswer {
  const bound = (name: string, otherwise: number): number => Number(query.get(`created[${name}]`) ?? otherwise);
  const within = all.filter(
    ({ created }) => created >= bound('gte', 0) && created < bound('lt', Number.MAX_SAFE_INTEGER),
  );
  const after = within.findIndex(({ id }) => id === query.get('starting_after')) + 1;
  const data = within.slice(after, after + Number(query.get('limit') ?? 10));
  return json(200, { object: 'list', data, has_more: after + data.length < within.length });
}

function askedOfMollie(state: ProviderAccountState, path: string, query: URLSearchParams): SimulatedAnswer {
  if (path === '/v2/refunds') {
    const all = allRefunds(state).toReversed();
    const from = query.get('from');
    const at = from === null ? 0 : all.findIndex(({ refund }) => refund.refundId === from);
    const page = at < 0 ? [] : all.slice(at, at + Number(query.get('limit') ?? 50));
    const refunds = page.map(({ payment, refund }) => mollieRefund(payment, refund));
    return json(200, { count: refunds.length, _embedded: { refunds } });
  }
  return isJson(shown(state.payments.get(/^\/v2\/payments\/([^/]+)$/.exec(path)?.[1] ?? ''), molliePayment));
}

function askedOfPaypal(state: ProviderAccountState, path: string, query: URLSearchParams): SimulatedAnswer {
  const [, kind, id = ''] = /^\/v2\/payments\/(captures|refunds)\/([^/]+)$/.exec(path) ?? [];
  if (kind === 'captures') return isJson(shown(state.payments.get(id), paypalCapture));
  if (kind === 'refunds') {
    const made = allRefunds(state).find(({ refund }) => refund.refundId === id);
    return isJson(made && paypalRefund(made.payment, made.refund));
  }
  if (path !== '/v1/reporting/transactions') return missing;
  const [from, to] = [query.get('start_date') ?? '', query.get('end_date') ?? ''].map((text) => Date.parse(text));
  if (from === undefined || to === undefined || !(to - from <= 31 * 86_400_000)) {
    return json(400, { name: 'INVALID_REQUEST', message: 'The window is missing or longer than 31 days.' });
  }
  const inWindow = (instant: string): boolean => Date.parse(instant) >= from && Date.parse(instant) <= to;
  const paid = [...state.payments.values()].filter(({ paidAt }) => inWindow(paidAt)).map(paypalPaymentRow);
  const refunded = allRefunds(state)
    .filter(({ refund }) => inWindow(refund.createdAt))
    .map(({ payment, refund }) => paypalRefundRow(payment, refund));
  const rows = [...paid, ...refunded];
  return json(200, { transaction_details: rows, page: 1, total_items: rows.length, total_pages: 1 });
}
