import { once } from 'node:events';
import { createServer } from 'node:net';
import { PortBusyError } from './http-front.ts';

/** Throws {@link PortBusyError} when somebody listens on the port, before anything else is started in vain. */
export async function requireFreePort(port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw new PortBusyError(port);
    throw error;
  }
  server.close();
  await once(server, 'close');
}
