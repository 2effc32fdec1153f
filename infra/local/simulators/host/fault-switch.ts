import * as z from 'zod';
import { seededFaults, withFaults } from '../faults.ts';
import type { Chance, SimulatedAnswer, SimulatedRequest, Simulator } from '../simulator.ts';

/** Where a simulated system is told how often it shall fail, by `POST`. */
export const faultSwitchPath = '/_faults';

const percent = z.number().min(0).max(100).default(0);

/** Of a hundred requests so many meet each fault; what is left out meets none, so `{}` ends all faults. */
const switchSchema = z
  .strictObject({
    limited: percent,
    error_before: percent,
    error_after: percent,
    no_answer_before: percent,
    no_answer_after: percent,
  })
  .refine((shares) => Object.values(shares).reduce((sum, share) => sum + share, 0) <= 100, {
    error: 'More than all requests would fail',
  });

const limited: SimulatedAnswer = { status: 429, headers: { 'retry-after': '1' }, body: '' };

/**
 * A system that fails as often as it was last told at its switch, at first never. Doors for people, a part of whose
 * path begins with an underscore, do not fail; the switch is not kept over a restart.
 */
export function withFaultSwitch(simulator: Simulator, chance: Chance): Simulator {
  let fault = seededFaults(chance, {});
  const failing = withFaults(simulator, {
    next: (request) => (pathOf(request).includes('/_') ? undefined : fault(request)),
    limited,
  });
  return {
    changes: simulator.changes,
    handle(request, now) {
      if (pathOf(request) !== faultSwitchPath) return failing.handle(request, now);
      const told = toldBy(request);
      if (told.success) fault = seededFaults(chance, told.data);
      return told.success ? { status: 204, headers: {}, body: '' } : unreadable(z.prettifyError(told.error));
    },
  };
}

const pathOf = ({ url }: SimulatedRequest): string => new URL(url).pathname;

function toldBy({ body }: SimulatedRequest) {
  return z.string().transform(jsonOf).pipe(switchSchema).safeParse(body);
}

function jsonOf(body: string, context: z.RefinementCtx<string>): unknown {
  try {
    return JSON.parse(body);
  } catch {
    context.addIssue('Not JSON');
    return z.NEVER;
  }
}

const unreadable = (body: string): SimulatedAnswer => ({
  status: 422,
  headers: { 'content-type': 'text/plain' },
  body,
});
