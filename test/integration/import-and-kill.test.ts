import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { avoirClient } from '../../infra/cli/avoir-client.ts';
import { listTasks } from '../../infra/cli/import/task-check.ts';
import { findOrStartSystem, isRunning } from '../../infra/cli/running-system.ts';
import { type ChildProcess, startChildProcess } from '../../infra/local/child-process.ts';
import { freePort } from '../../infra/local/free-port.ts';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { hasOnlineRetail, onlineRetailPath } from './online-retail.ts';

const cli = fileURLToPath(new URL('../../infra/cli/avoir.ts', import.meta.url));
const startProgram = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
const token = 'a-token-of-this-test-alone';
// Several starts of the whole system, and messages that a killed function held.
const timeout = 400_000;
const shopId = 'online-retail';

const reportSchema = z.looseObject({
  lines: z.looseObject({ total: z.int(), accepted: z.int(), refused: z.record(z.string(), z.int()) }),
  creditNotes: z.looseObject({ total: z.int() }),
  requests: z.looseObject({ accepted: z.int() }),
  amounts: z.array(z.object({ currency: z.string(), acceptedMinor: z.int(), tasksMinor: z.int() })),
  tasks: z.object({ expected: z.int(), found: z.int(), missing: z.array(z.string()) }),
  stock: z.looseObject({
    sales: z.looseObject({ expected: z.int(), completed: z.int() }),
    units: z.looseObject({ accepted: z.int(), cameBack: z.int() }),
    takenOut: z.looseObject({ expected: z.int(), found: z.int() }),
  }),
  imbalances: z.array(z.string()),
});

/** A system of this machine that can be killed and started again on the same state. */
class KillableSystem {
  readonly url: string;
  readonly #command: readonly string[];
  readonly #processIdPath: string;
  #child: ChildProcess | undefined;

  constructor(port: number, dataFolder: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.#processIdPath = join(dataFolder, 'machine.pid');
    this.#command = [process.execPath, startProgram, '--data', dataFolder, '--port', String(port)];
  }

  async start(): Promise<void> {
    const child = startChildProcess(this.#command, { AVOIR_TOKEN: token });
    this.#child = child;
    while (!(await isRunning(fetchHttp({ allowedOrigins: [this.url] }), this.url))) {
      if (child.hasEnded()) throw new Error(`The system did not start: ${child.lastWords()}`);
      await sleep(100);
    }
  }

  /** kill -9 of the program and of the shell around it. */
  async kill(): Promise<void> {
    const processId = this.#child?.processId;
    if (processId === undefined) throw new Error('The system is not running.');
    const programId = Number(await readFile(this.#processIdPath, 'utf8'));
    process.kill(-processId, 'SIGKILL');
    while (isAlive(programId)) await sleep(10);
  }

  async stop(): Promise<void> {
    await this.#child?.stop();
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

/** Runs `avoir import` as a program of its own. */
function runImport(url: string, folder: string, ...flags: readonly string[]) {
  const child = spawn(process.execPath, [cli, 'import', onlineRetailPath, '--json', ...flags], {
    cwd: folder,
    env: { ...process.env, AVOIR_URL: url, AVOIR_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  const ended = once(child, 'close').then(() => ({ exitCode: child.exitCode, stderr, stdout }));
  return { interrupt: () => child.kill('SIGINT'), ended, report: () => reportSchema.parse(JSON.parse(stdout)) };
}

describe.runIf(hasOnlineRetail())('importing real credit notes into a running system', () => {
  let folder = '';
  let system: KillableSystem;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'avoir-import-'));
    system = new KillableSystem(await freePort(), join(folder, 'data'));
    await system.start();
  });
  afterAll(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Waits until an import has opened so many more tasks. */
  async function moreTasks(count: number): Promise<void> {
    const http = fetchHttp({ allowedOrigins: [system.url] });
    const client = avoirClient({ http, url: system.url, token, pause: (milliseconds) => sleep(milliseconds) });
    const before = (await listTasks(client, shopId)).size;
    while ((await listTasks(client, shopId)).size < before + count) await sleep(50);
  }

  it('ends with a true balance, stock included, though the system is killed at any moment, and with the same one when run again', {
    timeout,
  }, async () => {
    const first = runImport(system.url, folder, '--first', '150', '--concurrency', '2');
    await moreTasks(5);
    const moments = Array.from({ length: 3 }, () => randomInt(100, 3_000));
    for (const moment of moments) {
      await sleep(moment);
      await system.kill();
      await system.start();
    }
    const end = await first.ended;
    expect(end.exitCode, `killed after ${moments.join(', ')} ms: ${end.stderr}`).toBe(0);
    const again = runImport(system.url, folder, '--first', '150');
    expect(await again.ended).toMatchObject({ exitCode: 0 });

    const report = first.report();
    expect(report.imbalances).toEqual([]);
    expect(report.creditNotes.total).toBe(150);
    expect(report.tasks.found).toBe(report.requests.accepted);
    expect(report.stock.sales).toMatchObject({
      expected: report.requests.accepted,
      completed: report.requests.accepted,
    });
    expect(report.stock.units.cameBack).toBe(report.stock.units.accepted);
    expect(report.stock.takenOut.expected).toBeLessThan(0);
    const { lines, creditNotes, requests, amounts, tasks, stock } = again.report();
    expect({ lines, creditNotes, requests, amounts, tasks, stock }).toEqual({
      lines: report.lines,
      creditNotes: report.creditNotes,
      requests: report.requests,
      amounts: report.amounts,
      tasks: report.tasks,
      stock: report.stock,
    });
  });

  it('stops cleanly on Ctrl-C, and the same command goes on from there, also after a restart', {
    timeout,
  }, async () => {
    const stopped = runImport(system.url, folder, '--first', '250', '--concurrency', '2');
    await moreTasks(5);
    stopped.interrupt();
    const { exitCode, stderr, stdout } = await stopped.ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatch(/Stopped after \d+ of \d+ requests/);

    await system.kill();
    await system.start();
    const second = runImport(system.url, folder, '--first', '250');
    const end = await second.ended;
    expect(end.stderr).toMatch(/Going on after \d+ accepted requests of an earlier run/);
    expect(end.exitCode).toBe(0);
    const report = second.report();
    expect(report).toMatchObject({ creditNotes: { total: 250 }, imbalances: [] });
    expect(report.stock.sales.completed).toBe(report.requests.accepted);
  });
});

describe.runIf(hasOnlineRetail())('importing real credit notes while Retail fails', () => {
  it('ends with the balance of an import without faults', { timeout }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'avoir-faults-'));
    const systems = [
      new KillableSystem(await freePort(), join(folder, 'failing')),
      new KillableSystem(await freePort(), join(folder, 'sound')),
    ];
    const ends: z.infer<typeof reportSchema>[] = [];
    for (const [index, flags] of [['--faults', '20'], []].entries()) {
      const system = systems[index];
      await system?.start();
      const run = runImport(system?.url ?? '', folder, '--first', '60', ...flags);
      expect(await run.ended).toMatchObject({ exitCode: 0 });
      ends.push(run.report());
      await system?.stop();
    }
    const [failing, sound] = ends.map(({ lines, creditNotes, requests, amounts, tasks, stock }) => {
      return { lines, creditNotes, requests, amounts, tasks, stock };
    });
    expect(failing).toEqual(sound);
    expect(failing?.stock.sales.completed).toBeGreaterThan(10);
    await rm(folder, { recursive: true, force: true });
  });
});

describe('a system that the command line starts itself', () => {
  it('is found running by others, and ends when it is closed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'avoir-own-'));
    const url = `http://127.0.0.1:${await freePort()}`;
    const http = fetchHttp({ allowedOrigins: [url] });
    const place = {
      url,
      token: undefined,
      dataFolder: folder,
      http,
      pause: (milliseconds: number) => sleep(milliseconds),
    };
    const own = await findOrStartSystem(place);
    expect(own.startedHere).toBe(true);
    expect(await findOrStartSystem({ ...place, token })).toMatchObject({ startedHere: false, token });
    await expect(findOrStartSystem(place)).rejects.toThrow('AVOIR_TOKEN is not set');
    await own.close();
    expect(await isRunning(http, url)).toBe(false);
    await rm(folder, { recursive: true, force: true });
  });
});
