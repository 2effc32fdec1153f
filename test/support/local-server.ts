import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A server of one test on a free port of this machine. `await using` closes it, with all its connections. */
export type LocalServer = AsyncDisposable & Readonly<{ origin: string }>;

/** Starts a server that answers as the listener says. */
export async function localServer(listener: RequestListener): Promise<LocalServer> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
