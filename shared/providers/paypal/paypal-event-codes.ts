/** What a row of PayPal's reporting is, by its event code (facts §1b). Every other code is neither a payment nor given back. */
export type PaypalEventKind = 'payment' | 'refund' | 'reversal' | 'chargeback' | 'other';

const kinds: Readonly<Record<string, PaypalEventKind>> = {
  T1107: 'refund',
  T1106: 'reversal',
  T1201: 'chargeback',
};

/** T00xx are payments, but for mass payments (T0001) and their fee. */
export function kindOfEventCode(code: string): PaypalEventKind {
  if (Object.hasOwn(kinds, code)) return kinds[code] ?? 'other';
  return /^T00\d\d$/.test(code) && code !== 'T0001' ? 'payment' : 'other';
}
