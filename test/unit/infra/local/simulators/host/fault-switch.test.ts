import { describe, expect, it } from 'vitest';
import { withFaultSwitch } from '../../../../../../infra/local/simulators/host/fault-switch.ts';
import { seededChance } from '../../../../../../infra/local/simulators/seeded-chance.ts';
import { noAnswer, type Simulator } from '../../../../../../infra/local/simulators/simulator.ts';

function system() {
  let requests = 0;
  const simulator: Simulator = {
    changes: () => requests,
    handle() {
      requests += 1;
      return { status: 200, headers: {}, body: '' };
    },
  };
  const failing = withFaultSwitch(simulator, seededChance(7));
  const ask = (path: string, method = 'GET', body = '') => {
    const answer = failing.handle({ method, url: `http://system.example${path}`, headers: {}, body }, 0);
    return answer === noAnswer ? 'no answer' : answer.status;
  };
  return { ask, requests: () => requests };
}

describe('the fault switch of a simulated system', () => {
  it('is off until somebody turns it on, and off again when told', () => {
    const { ask } = system();
    expect(ask('/orders')).toBe(200);
    expect(ask('/_faults', 'POST', '{"limited":100}')).toBe(204);
    expect(ask('/orders')).toBe(429);
    expect(ask('/_faults', 'POST', '{}')).toBe(204);
    expect(ask('/orders')).toBe(200);
  });

  it('tells what was done from what was not when no answer comes', () => {
    const { ask, requests } = system();
    ask('/_faults', 'POST', '{"no_answer_after":100}');
    expect([ask('/orders'), requests()]).toEqual(['no answer', 1]);
    ask('/_faults', 'POST', '{"no_answer_before":100}');
    expect([ask('/orders'), requests()]).toEqual(['no answer', 1]);
  });

  it('lets the doors of people open, for they are how one looks at what happened', () => {
    const { ask } = system();
    ask('/_faults', 'POST', '{"error_before":100}');
    expect(ask('/_simulator/1001/counts')).toBe(200);
  });

  it('refuses what it does not understand, and goes on as before', () => {
    const { ask } = system();
    ask('/_faults', 'POST', '{"limited":100}');
    expect(ask('/_faults', 'POST', '{"slow":100}')).toBe(422);
    expect(ask('/_faults', 'POST', '{"limited":60,"error_after":60}')).toBe(422);
    expect(ask('/_faults', 'POST', 'limited')).toBe(422);
    expect(ask('/_faults')).toBe(422);
    expect(ask('/orders')).toBe(429);
  });
});
