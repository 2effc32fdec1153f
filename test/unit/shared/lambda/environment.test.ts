import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { EnvironmentError, readEnvironment, required } from '../../../../shared/lambda/environment.ts';

describe('the environment of a function', () => {
  it('is what was asked for and nothing else', () => {
    vi.stubEnv('TABLE_NAME', 'table');
    expect(readEnvironment({ TABLE_NAME: required })).toEqual({ TABLE_NAME: 'table' });
  });

  it('stops the function with the name of every variable that is missing, empty or unusable, and with no value', () => {
    vi.stubEnv('QUEUE_URL', '');
    vi.stubEnv('TOKEN_ISSUER', 'a secret in the wrong place');
    const shape = { NO_SUCH_TABLE: required, QUEUE_URL: required, TOKEN_ISSUER: z.url() };
    expect(() => readEnvironment(shape)).toThrow(
      new EnvironmentError('Missing or unusable environment variables: NO_SUCH_TABLE, QUEUE_URL, TOKEN_ISSUER.'),
    );
  });
});
