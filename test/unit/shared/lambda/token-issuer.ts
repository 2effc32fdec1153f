import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, type JWTVerifyGetKey, SignJWT } from 'jose';

/** What the tests' functions expect of a token. */
export const expected = { issuer: 'https://issuer.example/pool', audience: 'console' } as const;

/** When the tests' tokens are issued: in milliseconds since 1970, as a clock says it. */
export const issuedAtMilliseconds = Date.parse('2026-11-23T12:00:00.000Z');
const issuedAtSeconds = issuedAtMilliseconds / 1000;

/** Signs tokens as a user pool does, and offers the keys that they are verified with. */
export type TokenIssuer = Readonly<{
  keys: JWTVerifyGetKey;
  /** A token of an operator of the shop `demo`, good for an hour; a claim that is `undefined` is left out. */
  sign: (changes?: JWTPayload) => Promise<string>;
}>;

/** Makes an issuer with a key of its own. Two issuers with one key id are one who forges the other's tokens. */
export async function aTokenIssuer(algorithm: 'RS256' | 'ES256' = 'ES256', kid = 'key-1'): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }] });
  const sign = (changes: JWTPayload = {}) =>
    new SignJWT(claims(changes)).setProtectedHeader({ alg: algorithm, kid }).sign(privateKey);
  return { keys, sign };
}

/** The claims of a good token, changed. */
export const claims = (changes: JWTPayload = {}): JWTPayload => ({
  sub: 'user-1',
  iss: expected.issuer,
  aud: expected.audience,
  exp: issuedAtSeconds + 3600,
  'cognito:groups': ['operator', 'shop:demo'],
  ...changes,
});
