import { beforeEach, describe, expect, it, vi } from 'vitest';
import { functionMetrics } from '../../../../shared/lambda/metrics.ts';

describe('counting', () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'open-refund-tasks');
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Avoir');
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    vi.spyOn(console, 'log').mockImplementation((line) => written.push(line));
  });

  it('writes one line for each count, so that no record of a batch overwrites another', () => {
    const count = functionMetrics();
    count('RecordsHandled');
    count('RecordsHandled');
    count('RecordsFailed', 3);
    const lines = written.map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { service: 'open-refund-tasks', RecordsHandled: 1 },
      { service: 'open-refund-tasks', RecordsHandled: 1 },
      { service: 'open-refund-tasks', RecordsFailed: 3 },
    ]);
    expect(lines[2]).not.toHaveProperty('RecordsHandled');
    const [directive] = lines[0]._aws.CloudWatchMetrics;
    expect(directive).toEqual({
      Namespace: 'Avoir',
      Dimensions: [['service']],
      Metrics: [{ Name: 'RecordsHandled', Unit: 'Count' }],
    });
  });
});
