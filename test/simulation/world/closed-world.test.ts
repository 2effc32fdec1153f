import { describe, expect, it } from 'vitest';
import { inClosedWorld, OutsideReachedError } from './closed-world.ts';

describe('a closed world', () => {
  it.each<[string, () => unknown]>([
    ['Date.now', () => Date.now()],
    ['new Date', () => new Date()],
    ['Date as a function', () => Date()],
    ['setTimeout', () => setTimeout(() => undefined, 1)],
    ['setInterval', () => setInterval(() => undefined, 1)],
    ['setImmediate', () => setImmediate(() => undefined)],
    ['Math.random', () => Math.random()],
    ['performance.now', () => performance.now()],
    ['fetch', () => fetch('http://127.0.0.1:1')],
  ])('refuses %s', async (_, reach) => {
    await expect(inClosedWorld(async () => reach())).rejects.toBeInstanceOf(OutsideReachedError);
  });

  it('has no environment, and gives it back', async () => {
    expect(process.env.PATH).toBeDefined();
    expect(await inClosedWorld(async () => Object.keys(process.env))).toEqual([]);
    expect(process.env.PATH).toBeDefined();
  });

  it('lets dates of named instants be, and opens again even when something fails', async () => {
    const instant = '2026-11-12T09:30:00.000Z';
    expect(await inClosedWorld(async () => new Date(Date.parse(instant)).toISOString())).toBe(instant);
    await expect(inClosedWorld(() => Promise.reject(new Error('Failed.')))).rejects.toThrow('Failed.');
    expect(Date.now()).toBeGreaterThan(Date.parse('2026-01-01'));
    expect(new Date()).toBeInstanceOf(Date);
  });
});
