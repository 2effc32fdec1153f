import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createFunctionPool, type FunctionPool } from '../../../../infra/local/function-pool.ts';

const pools: FunctionPool[] = [];

function aPool(
  options: Readonly<{ bundle?: string; timeoutSeconds?: number; maxConcurrency?: number; idleSeconds?: number }> = {},
): FunctionPool {
  const pool = createFunctionPool({
    functionName: 'answering',
    functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:answering',
    bundlePath: fileURLToPath(new URL(`./bundles/${options.bundle ?? 'answering'}.mjs`, import.meta.url)),
    environment: { TABLE_NAME: 'records' },
    memoryMegabytes: 64,
    timeoutSeconds: options.timeoutSeconds ?? 20,
    maxConcurrency: options.maxConcurrency ?? 1,
    ...(options.idleSeconds !== undefined && { idleSeconds: options.idleSeconds }),
  });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('a function on one machine', () => {
  it('answers JSON, whatever its handler returned', async () => {
    const outcome = await aPool().invoke({ name: 'ORD00123', missing: undefined });
    expect(outcome).toMatchObject({ ok: true, result: { at: '1970-01-01T00:00:00.000Z', functionName: 'answering' } });
    expect(outcome.ok && outcome.result).not.toHaveProperty('left');
    expect(outcome.ok && outcome.result).toHaveProperty('event', { name: 'ORD00123' });
  });

  it('answers null when its handler returns nothing', async () => {
    expect(await aPool().invoke({ answersNothing: true })).toEqual({ ok: true, result: null });
  });

  it('sees its own environment and nothing of the process around it', async () => {
    const outcome = await aPool().invoke({});
    expect(outcome).toMatchObject({ ok: true, result: { environment: { TABLE_NAME: 'records' } } });
    expect(outcome.ok && outcome.result).toHaveProperty('environment', { TABLE_NAME: 'records' });
  });

  it('keeps what it holds in memory from one invocation to the next', async () => {
    const pool = aPool();
    await pool.invoke({});
    expect(await pool.invoke({})).toMatchObject({ result: { invocations: 2 } });
  });

  it('ends what nobody needed for a while, and starts afresh for the next', async () => {
    const pool = aPool({ idleSeconds: 0.02 });
    expect(await pool.invoke({})).toMatchObject({ result: { invocations: 1 } });
    await delay(100);
    expect(await pool.invoke({})).toMatchObject({ result: { invocations: 1 } });
  });

  it('takes one invocation at a time in each environment, in the order of the callers', async () => {
    const pool = aPool();
    const outcomes = await Promise.all([1, 2, 3].map((number) => pool.invoke({ number, waitMilliseconds: 5 })));
    expect(outcomes).toMatchObject([1, 2, 3].map((number) => ({ result: { event: { number }, invocations: number } })));
  });

  it('starts another environment for each concurrent invocation, up to its limit', async () => {
    const pool = aPool({ maxConcurrency: 2 });
    const outcomes = await Promise.all([1, 2, 3].map(() => pool.invoke({ waitMilliseconds: 50 })));
    expect(outcomes).toMatchObject([
      { result: { invocations: 1 } },
      { result: { invocations: 1 } },
      { result: { invocations: 2 } },
    ]);
  });

  it('reports what its handler threw, and goes on', async () => {
    const pool = aPool();
    expect(await pool.invoke({ throws: 'no such order' })).toEqual({
      ok: false,
      errorType: 'TypeError',
      errorMessage: 'no such order',
    });
    expect(await pool.invoke({})).toMatchObject({ ok: true, result: { invocations: 2 } });
  });

  it('is ended when its time is over, even in an endless loop, and starts afresh', async () => {
    const pool = aPool({ timeoutSeconds: 0.3 });
    expect(await pool.invoke({ loops: true })).toMatchObject({ ok: false, errorType: 'Sandbox.Timedout' });
    expect(await pool.invoke({})).toMatchObject({ ok: true, result: { invocations: 1 } });
  });

  it('tells its handler how much time is left', async () => {
    const outcome = await aPool({ timeoutSeconds: 20 }).invoke({ waitMilliseconds: 20 });
    const answer = z.object({ remainingMilliseconds: z.number() }).parse(outcome.ok && outcome.result);
    expect(answer.remainingMilliseconds).toBeGreaterThan(0);
    expect(answer.remainingMilliseconds).toBeLessThan(20_000);
  });

  it.each([
    ['its process exits', { exits: 1 }],
    ['its memory is full', { fills: true }],
  ])('answers an error when %s, and starts afresh', async (_, event) => {
    const pool = aPool();
    expect(await pool.invoke(event)).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    expect(await pool.invoke({})).toMatchObject({ ok: true, result: { invocations: 1 } });
  });

  it('says why its code could not be loaded', async () => {
    expect(await aPool({ bundle: 'not-loading' }).invoke({})).toEqual({
      ok: false,
      errorType: 'SyntaxError',
      errorMessage: 'TABLE_NAME is missing',
    });
    expect(await aPool({ bundle: 'without-handler' }).invoke({})).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
    });
  });

  it('answers whoever waits when it is closed', async () => {
    const pool = aPool();
    const outcomes = Promise.all([pool.invoke({ loops: true }), pool.invoke({})]);
    await pool.close();
    expect(await outcomes).toMatchObject([{ ok: false }, { ok: false }]);
  });
});
