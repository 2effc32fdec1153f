import { describe, expect, it } from 'vitest';
import { freePort, isFree } from '../../../../infra/local/free-port.ts';
import { localServer } from '../../../support/local-server.ts';

// Linux lends outgoing connections the ports from here on, other systems later ones.
const firstLentPort = 32_768;

describe('a free port', () => {
  it('is none that an outgoing connection may be lent before it is used', async () => {
    for (let look = 1; look <= 20; look += 1) {
      const port = await freePort();
      expect(port).toBeGreaterThan(1023);
      expect(port).toBeLessThan(firstLentPort);
      expect(await isFree(port)).toBe(true);
    }
  });

  it('is none that somebody listens on', async () => {
    await using server = await localServer(() => undefined);
    expect(await isFree(Number(new URL(server.origin).port))).toBe(false);
  });
});
