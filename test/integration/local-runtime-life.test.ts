import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localServer } from '../support/local-server.ts';
import { processesNaming, type StartedProgram, startProgram } from '../support/started-program.ts';

const settings = { AVOIR_TOKEN: 'a-token-of-this-test' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-life-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the life of one machine', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends on %s with all that it started, its temporary folder too',
    async (signal) => {
      await using machine = startProgram(['--port', '0'], settings);
      await machine.ready;
      machine.kill(signal);
      const { exitCode, output } = await machine.ended;
      const [, data = 'none'] = /State is kept in (\S+)/.exec(output) ?? [];
      expect(data).toMatch(/avoir-/);
      expect([exitCode, await processesNaming(data), existsSync(data)]).toEqual([0, [], false]);
    },
  );
});

describe('a machine that cannot start says why in one line', () => {
  async function lineOf(machine: StartedProgram): Promise<string> {
    const { exitCode, errors } = await machine.ended;
    expect(exitCode).toBeGreaterThan(0);
    expect(errors.trimEnd()).not.toContain('\n');
    return errors;
  }

  it('when its platform has no DynamoDB binary', async () => {
    await using machine = startProgram(['--port', '0'], {}, ['--import', withoutPackage('@dynoxide/')]);
    expect(await lineOf(machine)).toMatch(/no DynamoDB binary for .*AWS_ENDPOINT_URL_DYNAMODB/);
  });

  it('when the emulator that it is pointed at gives no tables', async () => {
    const asked: string[] = [];
    await using emulator = await localServer((request, response) => {
      asked.push(String(request.headers['x-amz-target']));
      response.writeHead(400).end('{"__type":"AccessDeniedException"}');
    });
    await using machine = startProgram(['--port', '0'], { AWS_ENDPOINT_URL_DYNAMODB: emulator.origin });
    expect(await lineOf(machine)).toContain(`DynamoDB at ${emulator.origin} refuses to list tables: AccessDenied`);
    expect(asked).toContain('DynamoDB_20120810.ListTables');
  });

  it('when another machine uses its data folder', async () => {
    const data = join(folder, 'shared');
    await using first = startProgram(['--port', '0', '--data', data], settings);
    await first.ready;
    await using second = startProgram(['--port', '0', '--data', data], settings);
    expect(await lineOf(second)).toContain(`${data} is in use by process`);
  });

  it('when its token is one that anybody could guess', async () => {
    await using machine = startProgram([], { AVOIR_TOKEN: 'short' });
    expect(await lineOf(machine)).toContain('AVOIR_TOKEN');
    expect((await machine.ended).exitCode).toBe(2);
  });
});

/** A module that hides a package from `require.resolve`, as on a platform that it is not made for. */
const withoutPackage = (prefix: string): string => {
  const source = `import Module from 'node:module';
    const resolve = Module._resolveFilename;
    Module._resolveFilename = (name, ...rest) => {
      if (name.startsWith('${prefix}')) throw new Error('not installed');
      return resolve(name, ...rest);
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
};
