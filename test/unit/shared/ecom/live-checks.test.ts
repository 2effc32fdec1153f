import { describe, expect, test } from 'vitest';
import { type EcomAssumption, ecomAssumptions } from '../../../../shared/ecom/ecom-assumptions.ts';
import { liveChecks } from '../../../../shared/ecom/live-checks.ts';

describe('what nobody has shown of eCom', () => {
  test('each assumption is settled by a check that exists, and each check has something to do and to answer', () => {
    const names = liveChecks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const assumptions: readonly EcomAssumption[] = Object.values(ecomAssumptions);
    for (const { settledByCheck } of assumptions) expect(names).toContain(settledByCheck);
    for (const { steps, question } of liveChecks) {
      expect(steps.length).toBeGreaterThan(0);
      expect(question).toMatch(/\?$/);
    }
  });
});
