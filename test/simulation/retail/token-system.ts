import type { Http } from '../../../shared/ports/http.ts';
import { type RetailClient, retailClient } from '../../../shared/retail/retail-client.ts';
import { RetailLimitedError } from '../../../shared/retail/retail-errors.ts';
import { rotatingTokens } from '../../../shared/retail/rotating-tokens.ts';
import { retailConnection, simulatedRetail } from '../../support/simulated-retail.ts';
import type { FaultPlan } from '../world/fault-plan.ts';
import { type PortCalls, portCalls, type SimulatedProcess } from '../world/port-calls.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import { type SimulatedTable, simulatedTable } from '../world/simulated-table.ts';
import { virtualClock } from '../world/virtual-clock.ts';
import { httpWithFaults, tableWithFaults } from '../world/with-faults.ts';
import { type HoldUps, turnsOn } from './turns.ts';

/** How many functions call Retail at once, and how often each does: an hour apart, when the access token has run out. */
export type TokenStory = Readonly<{ name: string; functions: number; rounds: number }>;

/** A request for a new pair as it reached Retail. */
export type RenewalRequest = Readonly<{ atMilliseconds: number; refreshToken: string }>;

/** How a story ended. */
export type TokenEnding = Readonly<{
  calls: PortCalls;
  renewals: readonly RenewalRequest[];
  /** Access tokens that were used while the table did not hold them. */
  usedUnstored: readonly string[];
  /** What each attempt that failed was told. */
  refusals: readonly unknown[];
  /** Functions that got no answer of Retail, by round. */
  unanswered: readonly number[];
  turns: number;
}>;

const { accountId, baseUrl } = retailConnection;
const tokenUrl = `${baseUrl}/auth/oauth/token`;
const secrets = { clientId: 'avoir', clientSecret: 'client-secret', refreshToken: 'refresh-by-hand', tokenUrl };
const account = { baseUrl, accountId, currency: 'EUR' };
const hourMilliseconds = 3_600_000;
const retryMilliseconds = 1000;
const mostSteps = 2000;

type Worker = {
  process: SimulatedProcess | undefined;
  client: RetailClient | undefined;
  isRunning: boolean;
  isAnswered: boolean;
  notBefore: number;
};

/** Lets functions call Retail over the production code, each again until it is answered. A function that died is started anew. */
export async function playTokens(
  { functions, rounds }: TokenStory,
  { plan, isHeldUp = () => false, random }: Readonly<{ plan: FaultPlan; isHeldUp?: HoldUps; random?: SeededRandom }>,
): Promise<TokenEnding> {
  const clock = virtualClock();
  const table = simulatedTable();
  const retail = simulatedRetail(clock);
  const turns = turnsOn(clock.nowMilliseconds, { isHeldUp, random });
  const calls = portCalls(plan, { turnsOf: turns.ofProcess });
  const renewals: RenewalRequest[] = [];
  const usedUnstored: string[] = [];
  const refusals: unknown[] = [];
  const unanswered: number[] = [];
  const runs: Promise<void>[] = [];

  const watched: Http = {
    async send(request) {
      if (request.url === tokenUrl) {
        const refreshToken = new URLSearchParams(request.body).get('refresh_token') ?? '';
        renewals.push({ atMilliseconds: clock.nowMilliseconds(), refreshToken });
      } else {
        const accessToken = request.headers?.authorization?.replace('Bearer ', '') ?? '';
        if (!isStored(table, accessToken)) usedUnstored.push(accessToken);
      }
      return retail.http.send(request);
    },
  };

  function start(worker: Worker): void {
    if (worker.process === undefined || worker.process.hasCrashed()) {
      const process = calls.startProcess();
      const http = httpWithFaults(process, watched);
      const tokens = rotatingTokens({ table: tableWithFaults(process, table), http, clock, accountId, secrets });
      Object.assign(worker, { process, client: retailClient({ http, account, tokens }) });
    }
    worker.isRunning = true;
    const answered = worker.client?.paymentTypes().then(
      () => {
        worker.isAnswered = true;
      },
      (error: unknown) => {
        refusals.push(error);
        worker.notBefore = clock.nowMilliseconds() + waitAfter(error);
      },
    );
    const isOver = Promise.race([answered, worker.process?.crashed]).then(() => {
      worker.isRunning = false;
    });
    runs.push(isOver);
  }

  const workers = Array.from(
    { length: functions },
    (): Worker => ({ process: undefined, client: undefined, isRunning: false, isAnswered: false, notBefore: 0 }),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const worker of workers) Object.assign(worker, { isAnswered: false, notBefore: 0 });
    for (let step = 0; step < mostSteps; step += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const open = workers.filter(({ isRunning, isAnswered }) => !(isRunning || isAnswered));
      const free = open.filter(({ notBefore }) => notBefore <= clock.nowMilliseconds());
      const [first] = free;
      // All that can begin begins, so that they are at it at once.
      if (first !== undefined) {
        start(first);
        continue;
      }
      if (turns.step()) continue;
      const later = [turns.heldUpUntil(), ...open.map(({ notBefore }) => notBefore)];
      const next = later.filter((at) => at !== undefined).filter((at) => at > clock.nowMilliseconds());
      if (next.length === 0) break;
      clock.advanceTo(Math.min(...next));
    }
    unanswered.push(workers.filter(({ isAnswered }) => !isAnswered).length);
    clock.advance(hourMilliseconds);
  }
  await Promise.all(runs);
  return { calls, renewals, usedUnstored, refusals, unanswered, turns: turns.taken() };
}

const waitAfter = (error: unknown): number =>
  error instanceof RetailLimitedError ? error.retryAfterSeconds * 1000 : retryMilliseconds;

/** Whether the table holds this access token now. */
const isStored = (table: SimulatedTable, accessToken: string): boolean =>
  table.rows().some((row) => JSON.stringify(row).includes(accessToken));
