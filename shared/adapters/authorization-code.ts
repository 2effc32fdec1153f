import * as oauth from 'oauth4webapi';
import { type SignIn, SignInFailedError } from '../lambda/sign-in.ts';

const scope = 'openid';

/**
 * The authorization-code flow with PKCE at an OpenID issuer, found by its discovery document; for Cognito and for the
 * issuer of one machine alike. Only the latter is reached without TLS.
 */
export function authorizationCode({ issuer, audience }: Readonly<{ issuer: string; audience: string }>): SignIn {
  const client: oauth.Client = { client_id: audience };
  const options = { [oauth.allowInsecureRequests]: issuer.startsWith('http://127.0.0.1:') };
  let server: Promise<oauth.AuthorizationServer> | undefined;
  const found = (): Promise<oauth.AuthorizationServer> => {
    server ??= discovered(new URL(issuer), options).catch((error: unknown) => {
      // Asked again the next time: one that was away is not away for ever.
      server = undefined;
      throw error;
    });
    return server;
  };
  return {
    async begin(redirectUri) {
      const { authorization_endpoint: page } = await found();
      if (page === undefined) throw new SignInFailedError('The issuer has no page to sign in on.');
      const verifier = oauth.generateRandomCodeVerifier();
      const state = oauth.generateRandomState();
      const url = new URL(page);
      url.search = new URLSearchParams({
        client_id: audience,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString();
      return { url: url.href, memory: `${state}.${verifier}` };
    },
    async finish({ parameters, memory, redirectUri }) {
      const [state = '', verifier = ''] = memory.split('.');
      const answered = await found();
      try {
        const valid = oauth.validateAuthResponse(answered, client, new URLSearchParams(parameters), state);
        const response = await oauth.authorizationCodeGrantRequest(
          answered,
          client,
          oauth.None(),
          valid,
          redirectUri,
          verifier,
          options,
        );
        const tokens = await oauth.processAuthorizationCodeResponse(answered, client, response, {
          requireIdToken: true,
        });
        return { idToken: tokens.id_token ?? '', expiresInSeconds: tokens.expires_in ?? 0 };
      } catch (cause) {
        throw new SignInFailedError('The issuer does not confirm this sign-in.', { cause });
      }
    },
  };
}

async function discovered(issuer: URL, options: object): Promise<oauth.AuthorizationServer> {
  const response = await oauth.discoveryRequest(issuer, options);
  return oauth.processDiscoveryResponse(issuer, response);
}
