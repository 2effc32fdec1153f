import { type HttpFront, startHttpFront } from './http-front.ts';
import { createLocalIssuer, createTokenSwap } from './local-issuer.ts';
import { createLocalSignIn } from './local-sign-in.ts';
import { found, type MachineParts } from './machine-parts.ts';
import { countedRequests } from './metered-function.ts';
import { type SimulatedShops, simulatorsPath } from './simulators/host/simulated-shops.ts';
import { guideThrough } from './start-guide.ts';
import { StartProblem } from './start-problem.ts';

/** Opens the one address of a machine: its API and console, its issuer with the page on which people sign in, and where its simulators are. */
export async function openMachineFront(
  parts: MachineParts,
  { port, token, simulated }: Readonly<{ port: number; token: string; simulated: SimulatedShops }>,
): Promise<HttpFront> {
  const [audience] = parts.audiences;
  if (audience === undefined) throw new StartProblem('The templates have no client to whom tokens are issued.');
  const issuer = await createLocalIssuer({ issuerUrl: parts.issuerUrl, audience, dataFolder: parts.folder.path });
  const routes = [...parts.routes].map(([routeKey, functionArn]) => {
    const [method = '', path = ''] = routeKey.split(' ');
    const { name, invoke } = found(parts.functions, functionArn, 'function');
    return { method, path, pool: { invoke: countedRequests(invoke, name, parts.meter) } };
  });
  return startHttpFront({
    port,
    routes,
    issuer,
    documents: new Map([[simulatorsPath, simulated]]),
    signIn: createLocalSignIn({ issuer, token, guide: guideThrough(simulated) }),
    swapToken: createTokenSwap({ issuer, token }),
    log: parts.log,
  });
}
