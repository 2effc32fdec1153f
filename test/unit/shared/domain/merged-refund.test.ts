import { expect, it } from 'vitest';
import { merged } from '../../../../shared/domain/provider-refund.ts';
import { aProviderRefund } from '../../../support/provider-world.ts';

it.each(['2026-11-12T10:00:00Z', '2026-11-12T10:00:00.000Z', '2026-11-12T11:00:00+01:00'])(
  'a refund that failed in the second in which it was made stays failed when a report writes that second as %s',
  (instant) => {
    const failed = aProviderRefund({ status: 'failed', statusAt: '2026-11-12T10:00:00.000Z' });
    const done = aProviderRefund({ createdAt: instant, statusAt: instant });
    expect(merged(failed, done)).toMatchObject({ status: 'failed' });
    expect(merged(done, failed)).toEqual(merged(failed, done));
  },
);
