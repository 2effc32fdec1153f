import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A server that only this machine reaches. Closing ends its connections: whoever used it must be gone by then. */
export type LoopbackServer = Readonly<{ url: string; close(): Promise<void> }>;

// Longer than the SDK keeps a connection that nobody uses, so that it never writes to one that was just closed.
const keepAliveMilliseconds = 60_000;

/** Listens at a port of the operating system's choice. */
export async function startLoopbackServer(listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: keepAliveMilliseconds }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
