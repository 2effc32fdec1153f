import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ports that operating systems lend to outgoing connections: one of those may be taken before it is used.
const [lowestPort, afterHighestPort] = [20_000, 30_000];
const mostAttempts = 100;

/** A port of this machine that nobody listens on. Somebody may take it before it is used; whoever uses it must say so. */
export async function freePort(): Promise<number> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const port = randomInt(lowestPort, afterHighestPort);
    if (await isFree(port)) return port;
  }
  throw new Error(`None of ${mostAttempts} ports from ${lowestPort} on is free.`);
}

/** Whether nobody listens on a port of this machine. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
