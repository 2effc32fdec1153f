import type { ReportFormat } from '../reports/report-format.ts';
import { adyenSettlementReport } from './adyen/adyen-settlement-report.ts';
import { canonicalRefundReport } from './canonical/canonical-refund-report.ts';
import { klarnaSettlementReport } from './klarna/klarna-settlement-report.ts';
import { mollieSettlementReport } from './mollie/mollie-settlement-report.ts';
import { paypalActivityReport } from './paypal/paypal-activity-report.ts';
import { paypalSettlementReport } from './paypal/paypal-settlement-report.ts';
import { stripeBalanceReport } from './stripe/stripe-balance-report.ts';

/** Every report that is recognised by its header; no header is two of them. Another provider is one more line here. */
export const reportFormats: readonly ReportFormat[] = [
  canonicalRefundReport,
  paypalSettlementReport,
  paypalActivityReport,
  stripeBalanceReport,
  adyenSettlementReport,
  mollieSettlementReport,
  klarnaSettlementReport,
];
