import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { localServer } from '../support/local-server.ts';
import { processesNaming, startProgram } from '../support/started-program.ts';

const token = 'a-token-of-this-test';
const settings = { AVOIR_TOKEN: token };
const tasksSchema = z.object({ items: z.array(z.object({ taskId: z.string() })) });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-life-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const call = (url: string, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, url), {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });

const tasksOf = async (url: string): Promise<readonly string[]> => {
  const { items } = tasksSchema.parse(await (await call(url, '/shops/demo/refund-tasks')).json());
  return items.map(({ taskId }) => taskId).toSorted();
};

/** Waits for what an event has to bring about; the test's own time limit ends it. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(50);
}

const demoTasks = ['CN00041~1', 'CN00042~2', 'CN00043~1', 'cancellation:ORD00140~1'];
const another = {
  creditNoteId: 'CN00099',
  orderNumber: 'ORD00123',
  issuedAt: '2026-11-23T10:00:00Z',
  currency: 'EUR',
  updateInventory: false,
  lines: [{ orderLineId: '2', quantity: 1 }],
};

describe('the life of one machine', () => {
  it('keeps everything in its data folder, through kill -9 and a restart, and leaves no process behind', async () => {
    const data = join(folder, 'kept');
    await using first = startProgram(['--port', '0', '--data', data], settings);
    const url = await first.ready;
    await eventually(async () => (await tasksOf(url)).length === demoTasks.length);
    first.kill('SIGKILL');
    await first.ended;
    await eventually(async () => (await processesNaming(data)).length === 0);

    await using second = startProgram(['--port', '0', '--data', data], settings);
    const again = await second.ready;
    expect(await tasksOf(again)).toEqual(demoTasks);
    const accepted = await call(again, '/shops/demo/credit-notes', { method: 'POST', body: JSON.stringify(another) });
    expect(accepted.status).toBe(201);
    await eventually(async () => (await tasksOf(again)).includes('CN00099~1'));
    expect(await tasksOf(again)).toHaveLength(demoTasks.length + 1);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends on %s with all that it started, its temporary folder too',
    async (signal) => {
      await using machine = startProgram(['--port', '0'], settings);
      await machine.ready;
      const [, data = ''] = /State is kept in (\S+)/.exec((await outputAfter(machine, signal)).output) ?? [];
      expect(data).toMatch(/avoir-/);
      expect([await processesNaming(data), existsSync(data)]).toEqual([[], false]);
      expect((await machine.ended).exitCode).toBe(0);
    },
  );

  it('explains what it does without', async () => {
    await using machine = startProgram(['--explain']);
    const { exitCode, output } = await machine.ended;
    expect(exitCode).toBe(0);
    expect(output).toMatch(/AvoirStorage\.Table\w+\.Properties\.PointInTimeRecoverySpecification\n +\S.*test\/infra\//);
  });
});

type Machine = ReturnType<typeof startProgram>;

function outputAfter(machine: Machine, signal: NodeJS.Signals): Machine['ended'] {
  machine.kill(signal);
  return machine.ended;
}

describe('a machine that cannot start says why in one line', () => {
  async function lineOf(machine: Machine): Promise<string> {
    const { exitCode, errors } = await machine.ended;
    expect(exitCode).toBeGreaterThan(0);
    expect(errors.trimEnd()).not.toContain('\n');
    return errors;
  }

  it('when its port is taken', async () => {
    await using busy = await localServer((_, response) => response.end());
    const { port } = new URL(busy.origin);
    await using machine = startProgram(['--port', port]);
    expect(await lineOf(machine)).toContain(`Port ${port} is in use already`);
  });

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
    expect(await lineOf(machine)).toContain(`DynamoDB at ${emulator.origin} does not answer`);
    expect(asked).toContain('DynamoDB_20120810.ListTables');
  });

  it('when its shop settings are broken', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{"shops":[{"shopId":"demo"}]}');
    await using machine = startProgram(['--port', '0'], { AVOIR_SHOPS_FILE: path });
    expect(await lineOf(machine)).toContain(`The shop settings in ${path} are not valid: shops.0.name`);
  });

  it('when another machine uses its data folder', async () => {
    const data = join(folder, 'shared');
    await using first = startProgram(['--port', '0', '--data', data], settings);
    await first.ready;
    await using second = startProgram(['--port', '0', '--data', data], settings);
    expect(await lineOf(second)).toContain(`${data} is in use by process`);
  });

  it.each([
    ['a flag that it does not know', ['--wish'], {}, '--wish'],
    ['a port that is none', ['--port', 'http'], {}, 'AVOIR_PORT'],
    ['a token that anybody could guess', [], { AVOIR_TOKEN: 'short' }, 'AVOIR_TOKEN'],
  ])('when it is given %s', async (_, flags, given, word) => {
    await using machine = startProgram(flags, given);
    expect(await lineOf(machine)).toContain(word);
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
