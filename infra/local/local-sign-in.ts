import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { html } from 'hono/html';
import { type Role, roles } from '../../shared/domain/roles.ts';
import type { FrontResponse } from './http-api-response.ts';
import { type LocalIssuer, localIssuerPath } from './local-issuer.ts';
import { type GuideAddresses, type StartWords, startGuide, startWordsFor } from './start-guide.ts';

/** A request to the pages of the machine's own issuer. */
export type SignInRequest = Readonly<{
  method: string;
  path: string;
  query: string;
  body: string;
  host: string;
  acceptLanguage?: string | undefined;
}>;

const authorizePath = `${localIssuerPath}/authorize`;
const tokenPath = `${localIssuerPath}/token`;
const codeLifetimeMilliseconds = 60_000;
const sessionSeconds = 8 * 3600;

type Granted = Readonly<{ challenge: string; redirectUri: string; role: Role; expiresAt: number }>;

/**
 * Where people sign in on one machine, in the place of Cognito's pages: whoever knows the machine's token enters it, in a
 * role of their choice. The same flow as on AWS: discovery document, page, code, token by PKCE.
 */
export function createLocalSignIn({
  issuer,
  token,
  guide = {},
  now = Date.now,
}: Readonly<{ issuer: LocalIssuer; token: string; guide?: GuideAddresses; now?: () => number }>): (
  request: SignInRequest,
) => Promise<FrontResponse | undefined> {
  const granted = new Map<string, Granted>();

  return async ({ method, path, query, body, host, acceptLanguage }) => {
    const words = startWordsFor(acceptLanguage);
    switch (`${method} ${path}`) {
      case `GET ${localIssuerPath}/.well-known/openid-configuration`:
        return json(200, discoveryOf(issuer.issuerUrl));
      case `GET ${authorizePath}`:
        return page(new URLSearchParams(query), { words, guide });
      case `POST ${authorizePath}`:
        return authorize(new URLSearchParams(body), { host, words });
      case `POST ${tokenPath}`:
        return exchange(new URLSearchParams(body));
      default:
        return undefined;
    }
  };

  function authorize(
    form: URLSearchParams,
    { host, words }: Readonly<{ host: string; words: StartWords }>,
  ): FrontResponse {
    const redirectUri = URL.parse(form.get('redirect_uri') ?? '');
    const challenge = form.get('code_challenge') ?? '';
    // Nobody is led away from this machine with a code.
    if (redirectUri?.host !== host || challenge === '') return json(400, { error: 'invalid_request' });
    if (!isSame(form.get('token') ?? '', token)) return page(form, { words, guide, problem: words.wrongToken });
    const code = randomBytes(24).toString('base64url');
    const role = roles.find((each) => each === form.get('role')) ?? 'viewer';
    granted.set(code, { challenge, redirectUri: redirectUri.href, role, expiresAt: now() + codeLifetimeMilliseconds });
    redirectUri.searchParams.set('code', code);
    redirectUri.searchParams.set('state', form.get('state') ?? '');
    return { statusCode: 303, headers: { location: redirectUri.href }, body: '' };
  }

  async function exchange(form: URLSearchParams): Promise<FrontResponse> {
    const code = form.get('code') ?? '';
    const known = granted.get(code);
    granted.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      known?.challenge === challenge && known.redirectUri === form.get('redirect_uri') && known.expiresAt > now();
    if (known === undefined || !isRight) return json(400, { error: 'invalid_grant' });
    const groups = [known.role, 'shop:*'];
    const idToken = await issuer.sign({ subject: known.role, groups, expiresInSeconds: sessionSeconds });
    return json(200, { id_token: idToken, access_token: idToken, token_type: 'Bearer', expires_in: sessionSeconds });
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const discoveryOf = (issuerUrl: string) => ({
  issuer: issuerUrl,
  authorization_endpoint: `${issuerUrl}/authorize`,
  token_endpoint: `${issuerUrl}/token`,
  jwks_uri: `${issuerUrl}/.well-known/jwks.json`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
});

const json = (statusCode: number, body: unknown): FrontResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

const kept = ['redirect_uri', 'state', 'code_challenge'] as const;

type Page = Readonly<{ words: StartWords; guide: GuideAddresses; problem?: string }>;

function page(given: URLSearchParams, { words, guide, problem }: Page): FrontResponse {
  const body = html`<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Avoir · ${words.signIn}</title>
<style>:root{font:16px/1.5 system-ui,sans-serif;color-scheme:light dark}body{max-width:40rem;margin:6vh auto;padding:1rem}form,label{display:grid;gap:.3rem}form{gap:1rem;max-width:26rem}input,select,button{font:inherit;padding:.5rem}[role=alert]{color:#b3261e;font-weight:600}</style></head>
<body><main><h1>Avoir</h1>${startGuide(words, guide)}<p>${words.explained}</p>
<form method="post" action="${authorizePath}">
${kept.map((name) => html`<input type="hidden" name="${name}" value="${given.get(name) ?? ''}">`)}
<label>${words.token} <input name="token" type="password" autocomplete="current-password" required autofocus></label>
<label>${words.role} <select name="role">${roles.toReversed().map((role) => html`<option>${role}</option>`)}</select></label>
${problem !== undefined && html`<p role="alert">${problem}</p>`}
<button>${words.signIn}</button></form></main></body></html>`;
  return {
    statusCode: problem === undefined ? 200 : 403,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: body.toString(),
  };
}
