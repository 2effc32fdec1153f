import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { portalLinkOf } from '../../../../shared/domain/portal-link.ts';
import { portalClosesOn } from '../../../../shared/domain/portal-window.ts';
import { daysAfter } from '../../../../shared/domain/shop-day.ts';
import { questionsOf } from '../../../../shared/providers/provider-questions.ts';
import { webhookReaderOf } from '../../../../shared/providers/provider-webhooks.ts';
import { reportFormats } from '../../../../shared/providers/report-formats.ts';
import { lagOf } from '../../../../shared/providers/report-lags.ts';
import { providerName } from '../../../../shared/texts/provider-texts.ts';

// Whose own apps refund from a credit note (design §4); nothing in the code may assume a mode for them.
const refundingApps = new Set(['mollie', 'multisafepay', 'pay']);
const providers = ['paypal', 'stripe', 'mollie', 'adyen', 'klarna', 'multisafepay', 'buckaroo', 'pay'];

/** What the code can see of a provider, as a row of the README's table. */
function rowOf(provider: string): string {
  const questions = questionsOf(provider);
  const answers = [
    questions && 'a payment',
    questions?.paymentsOf && 'a day',
    questions?.refundsOf && 'its newest refunds',
  ].filter(Boolean);
  const name = providerName(provider);
  const reports = reportFormats.filter((format) => format.name.startsWith(name)).length;
  const { hours, workingDays } = lagOf(provider);
  const day = '2026-01-01';
  const window = Array.from({ length: 400 }, (_, days) => days).find(
    (days) => portalClosesOn(provider, day) === daysAfter(day, days),
  );
  return [
    name,
    webhookReaderOf(provider) ? 'yes' : '–',
    answers.join(', ') || '–',
    reports === 0 ? '–' : String(reports),
    [hours > 0 && `${hours} h`, workingDays > 0 && `${workingDays} working days`].filter(Boolean).join(', '),
    portalLinkOf(provider, 'id') ? 'yes' : '–',
    window === undefined ? 'none known' : `${window} days`,
    refundingApps.has(provider) ? 'yes' : '–',
  ].join(' | ');
}

it('the README says of each provider what the code can see of it', async () => {
  const readme = await readFile('README.md', 'utf8');
  for (const provider of providers) expect(readme).toContain(`| ${rowOf(provider)} |`);
});
