/**
 * The only hosts that a receiver of webhooks asks anything of: PayPal's, live and sandbox, which show the certificate that a
 * webhook was signed with (facts §1c: any host of paypal.com may; these two are seen in public samples, an ASSUMPTION).
 */
export const certificateHosts: readonly string[] = ['https://api.paypal.com', 'https://api.sandbox.paypal.com'];
