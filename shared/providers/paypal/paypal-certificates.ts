import { X509Certificate } from 'node:crypto';
import { millisecondsOf } from '../../domain/instants.ts';
import type { Http } from '../../ports/http.ts';
import type { WebhookContext } from '../provider-words.ts';

const timeoutMilliseconds = 3_000;
const mostKept = 20;

/** The certificate with which a webhook says it was signed cannot be trusted. */
export class CertificateNotTrustedError extends Error {
  override readonly name = 'CertificateNotTrustedError';
}

/** Gives the certificate at an address, or throws {@link CertificateNotTrustedError}. */
export type CertificateAt = (
  url: string,
  asked: Pick<WebhookContext, 'http' | 'now' | 'trustedRoots'>,
) => Promise<Pick<X509Certificate, 'publicKey'>>;

/**
 * The certificates that PayPal signs with, read from PayPal's own hosts only and kept by their address, which PayPal
 * changes with the certificate. Throws {@link CertificateNotTrustedError} for any other address, and for a certificate
 * that no root has issued, by way of those that come with it.
 */
export function paypalCertificates(): CertificateAt {
  const kept = new Map<string, readonly X509Certificate[]>();
  let trusted: readonly X509Certificate[] | undefined;

  return async (url, { http, now, trustedRoots }) => {
    if (!isOfPaypal(url)) throw new CertificateNotTrustedError('The address of the certificate is not PayPal’s.');
    const chain = kept.get(url) ?? (await read(url, http));
    trusted ??= trustedRoots().map((pem) => new X509Certificate(pem));
    const leaf = trustedLeaf(chain, trusted, millisecondsOf(now));
    if (kept.size >= mostKept) kept.clear();
    kept.set(url, chain);
    return leaf;
  };
}

function isOfPaypal(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.port === '' && url.username === '' && url.hostname.endsWith('.paypal.com');
}

async function read(url: string, http: Http): Promise<readonly X509Certificate[]> {
  const { status, body } = await http.send({ method: 'GET', url, timeoutMilliseconds });
  const pems = body.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (status !== 200 || pems.length === 0) throw new CertificateNotTrustedError('There is no certificate.');
  return pems.map((pem) => new X509Certificate(pem));
}

function trustedLeaf(
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: number,
): X509Certificate {
  const [leaf] = chain;
  const isChained = chain.every((certificate, index) => {
    const next = chain[index + 1];
    const issuers = next === undefined ? roots : [next];
    return isValid(certificate, now) && issuers.some((issuer) => isIssuedBy(certificate, issuer));
  });
  if (leaf === undefined || !isChained) throw new CertificateNotTrustedError('No root has issued the certificate.');
  return leaf;
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isValid = ({ validFromDate, validToDate }: X509Certificate, now: number): boolean =>
  validFromDate.getTime() <= now && now <= validToDate.getTime();
