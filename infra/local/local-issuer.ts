import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import * as z from 'zod';
import { StartProblem } from './start-problem.ts';

/** Where the HTTP front serves the issuer: the issuer's URL is this path on the front's own address. */
export const localIssuerPath = '/.local-issuer';

/** What a token says about its bearer. Groups are roles and shops, as `cognito:groups` carries them. */
export type Identity = Readonly<{ subject: string; groups: readonly string[]; expiresInSeconds: number }>;

/** Stands in for the Cognito user pool on one machine. */
export type LocalIssuer = Readonly<{
  issuerUrl: string;
  /** The public keys, in the form of `/.well-known/jwks.json`. */
  jwks(): Readonly<{ keys: readonly object[] }>;
  /** Signs a token with the claims of a Cognito id token. */
  sign(identity: Identity): Promise<string>;
}>;

// Cognito signs RS256; this curve is accepted by the same middleware, and its key is made in 0.2 ms instead of 170.
const algorithm = 'ES256';
const keySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
type PrivateKey = z.infer<typeof keySchema>;

/**
 * Makes an issuer of tokens. With a data folder its key outlives a restart, and with it the tokens signed before;
 * without one the key is gone with the process. Throws {@link StartProblem} for a key file that cannot be read.
 */
export async function createLocalIssuer(
  options: Readonly<{ issuerUrl: string; audience: string; dataFolder?: string; now?: () => number }>,
): Promise<LocalIssuer> {
  const { issuerUrl, audience, dataFolder, now = Date.now } = options;
  const privateKey = dataFolder === undefined ? await newKey() : await storedKey(dataFolder);
  const { d: _, ...publicKey } = privateKey;
  const keyId = await calculateJwkThumbprint(publicKey);
  const signingKey = await importJWK(privateKey, algorithm);
  const keySet = { keys: [{ ...publicKey, kid: keyId, alg: algorithm, use: 'sig' }] };
  return {
    issuerUrl,
    jwks: () => keySet,
    sign({ subject, groups, expiresInSeconds }) {
      const nowSeconds = Math.floor(now() / 1000);
      const claims = {
        token_use: 'id',
        'cognito:username': subject,
        'cognito:groups': groups,
        auth_time: nowSeconds,
      };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm, kid: keyId })
        .setSubject(subject)
        .setIssuer(issuerUrl)
        .setAudience(audience)
        .setJti(randomUUID())
        .setIssuedAt(nowSeconds)
        .setExpirationTime(nowSeconds + expiresInSeconds)
        .sign(signingKey);
    },
  };
}

async function newKey(): Promise<PrivateKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return keySchema.parse(await exportJWK(privateKey));
}

async function storedKey(dataFolder: string): Promise<PrivateKey> {
  const path = join(dataFolder, 'issuer-key.json');
  const text = textOf(path);
  if (text !== undefined) return keyFrom(text, path);
  const key = await newKey();
  mkdirSync(dataFolder, { recursive: true });
  // Renamed into place, so that a process killed here leaves no half a key.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(key), { mode: 0o600 });
  renameSync(unfinished, path);
  return key;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// What is wrong with the file is left out of the message: it would quote the key.
function keyFrom(text: string, path: string): PrivateKey {
  const unreadable = () => new StartProblem(`${path} holds no signing key. Delete it and a new one is made.`);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw unreadable();
  }
  const key = keySchema.safeParse(content);
  if (!key.success) throw unreadable();
  return key.data;
}

const swappedIdentity: Identity = { subject: 'avoir-token', groups: ['admin', 'shop:*'], expiresInSeconds: 900 };
const renewalBeforeExpiryMilliseconds = 300_000;

/**
 * Swaps the one opaque token of this machine for a signed one of an administrator of all shops, so that the bundles
 * check the same kind of token here and on AWS. Answers undefined for any other bearer: it is passed on as it is.
 */
export function createTokenSwap(
  options: Readonly<{ issuer: Pick<LocalIssuer, 'sign'>; token: string; now?: () => number }>,
): (bearer: string) => Promise<string | undefined> {
  const { issuer, token, now = Date.now } = options;
  const expected = digestOf(token);
  let signed: Readonly<{ jwt: Promise<string>; renewAt: number }> | undefined;
  return async (bearer) => {
    if (!timingSafeEqual(digestOf(bearer), expected)) return undefined;
    if (signed === undefined || signed.renewAt <= now()) {
      const renewAt = now() + swappedIdentity.expiresInSeconds * 1000 - renewalBeforeExpiryMilliseconds;
      signed = { jwt: issuer.sign(swappedIdentity), renewAt };
    }
    return signed.jwt;
  };
}

// Digests are of one length, which the comparison needs, and tell nothing of the token's own.
const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
