import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of this machine that nobody listens on. Somebody may take it before it is used; whoever uses it must say so. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no port.');
  return address.port;
}
