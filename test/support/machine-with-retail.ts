import { simulatorsPath } from '../../infra/local/simulators/host/simulated-shops.ts';
import { httpOfSimulator } from '../../infra/local/simulators/http-of-simulator.ts';
import { usualAccount } from '../../infra/local/simulators/retail/account-settings.ts';
import { type Retail, simulateRetail } from '../../infra/local/simulators/retail/retail.ts';
import { type Http, NoAnswerError } from '../../shared/ports/http.ts';

/** A machine that says where its simulated Retail is, without a socket. */
export type MachineWithRetail = Readonly<{
  url: string;
  retail: Retail;
  httpFor: (origin: string) => Http;
  /** The machine goes away and comes back, with the same Retail at another address. */
  restart(awayForCalls: number): void;
}>;

/** Such a machine, for one shop. */
export function machineWithRetail(shopId: string): MachineWithRetail {
  const url = 'http://127.0.0.1:8787';
  const accountId = '777';
  const grants = [{ clientId: 'avoir', clientName: 'Avoir', employeeId: '7', accessToken: 'token' }];
  const retail = simulateRetail({ accounts: [usualAccount({ accountId, grants })] });
  const now = () => Date.UTC(2026, 10, 12, 9, 30);
  let port = 9001;
  let awayForCalls = 0;
  const retailUrl = () => `http://127.0.0.1:${port}`;
  const machine: Http = {
    async send(request) {
      if (new URL(request.url).pathname !== simulatorsPath) return { status: 404, headers: {}, body: '' };
      const items = [{ shopId, url: retailUrl(), accountId, retailShopId: '1' }];
      return { status: 200, headers: {}, body: JSON.stringify({ items }) };
    },
  };
  return {
    url,
    retail,
    httpFor: (origin) => ({
      async send(request) {
        awayForCalls -= 1;
        if (awayForCalls >= 0 || !(origin === url || origin === retailUrl())) throw new NoAnswerError('Nobody there.');
        return (origin === url ? machine : httpOfSimulator(retail, now)).send(request);
      },
    }),
    restart(calls) {
      port += 1;
      awayForCalls = calls;
    },
  };
}
