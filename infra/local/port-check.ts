import { isFree } from './free-port.ts';
import { PortBusyError } from './http-front.ts';

/** Throws {@link PortBusyError} when somebody listens on the port, before anything else is started in vain. */
export async function requireFreePort(port: number): Promise<void> {
  if (!(await isFree(port))) throw new PortBusyError(port);
}
