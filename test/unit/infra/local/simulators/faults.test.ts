import { describe, expect, it } from 'vitest';
import { type Fault, seededFaults, withFaults } from '../../../../../infra/local/simulators/faults.ts';
import { httpOfSimulator } from '../../../../../infra/local/simulators/http-of-simulator.ts';
import type { Simulator } from '../../../../../infra/local/simulators/simulator.ts';
import { NoAnswerError } from '../../../../../shared/ports/http.ts';
import { seededRandom } from '../../../../simulation/world/seeded-random.ts';

function countingSystem(): Simulator {
  let requests = 0;
  return {
    changes: () => requests,
    handle(_, now) {
      requests += 1;
      return { status: 200, headers: {}, body: String(now) };
    },
  };
}

const limited = { status: 429, headers: { 'retry-after': '1' }, body: '' };
const request = { method: 'GET', url: 'https://system.example/', timeoutMilliseconds: 1000 } as const;

async function meets(fault: Fault | undefined) {
  const system = countingSystem();
  const http = httpOfSimulator(withFaults(system, { next: () => fault, limited }), () => 42);
  const outcome = await http.send(request).then(
    ({ status }) => status,
    (error: unknown) => error instanceof NoAnswerError,
  );
  return [outcome, system.changes()];
}

describe('a simulated system that fails', () => {
  it('has either done what was asked before it failed, or nothing at all', async () => {
    expect(await meets(undefined)).toEqual([200, 1]);
    expect(await meets('limited')).toEqual([429, 0]);
    expect(await meets('error_before')).toEqual([502, 0]);
    expect(await meets('error_after')).toEqual([502, 1]);
    expect(await meets('no_answer_before')).toEqual([true, 0]);
    expect(await meets('no_answer_after')).toEqual([true, 1]);
  });

  it('fails as often as it is told, the same for the same seed', () => {
    const drawn = (seed: number) => {
      const next = seededFaults(seededRandom(seed), { limited: 10, no_answer_after: 5 });
      return Array.from({ length: 1000 }, () => next({ ...request, headers: {}, body: '' }));
    };
    const count = (fault: Fault) => drawn(1).filter((each) => each === fault).length;
    expect(drawn(1)).toEqual(drawn(1));
    expect(count('limited')).toBeGreaterThan(70);
    expect(count('no_answer_after')).toBeGreaterThan(30);
    expect(count('error_before')).toBe(0);
  });
});
