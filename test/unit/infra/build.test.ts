import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundle } from '../../../infra/build.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-build-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps the decimals of every currency in a bundle, and leaves out what they are called', async () => {
  const money = join(import.meta.dirname, '../../../shared/domain/money.ts');
  const entry = join(folder, 'entry.ts');
  await writeFile(entry, `export { exponentOf } from ${JSON.stringify(money)};`);
  const out = join(folder, 'out');
  const built = (await bundle(new Map([['money', entry]]), out)).get('money');
  const { exponentOf } = await import(pathToFileURL(join(out, 'money/index.mjs')).href);
  expect(['EUR', 'JPY', 'KWD', 'HUF', 'XXXX'].map((code) => exponentOf(code))).toEqual([2, 0, 3, 2, undefined]);
  expect(built?.bytes).toBeLessThan(10_000);
});

it('leaves out the way to JSON Schema, parses as ever, and says so to whoever asks for one', async () => {
  const entry = join(folder, 'entry.ts');
  const zod = import.meta.resolve('zod');
  await writeFile(
    entry,
    `import * as z from ${JSON.stringify(fileURLToPath(zod))};
    const schema = z.strictObject({ lines: z.array(z.union([z.string().min(2), z.int()])).max(3) });
    export const parses = (value: unknown) => schema.safeParse(value).success;
    export const asks = () => schema.toJSONSchema();`,
  );
  const out = join(folder, 'out');
  const built = (await bundle(new Map([['parsing', entry]]), out)).get('parsing');
  const { parses, asks } = await import(pathToFileURL(join(out, 'parsing/index.mjs')).href);
  expect([{ lines: ['ab', 1] }, { lines: ['a'] }, { lines: [], more: 1 }].map(parses)).toEqual([true, false, false]);
  expect(asks).toThrow(/Bundles hold no JSON Schema/);
  expect(built?.bytes).toBeLessThan(80_000);
});

it('leaves out event streams, and says so to whoever opens one', async () => {
  const entry = join(folder, 'entry.ts');
  await writeFile(entry, `export const opens = () => import('@smithy/core/event-streams');`);
  const out = join(folder, 'out');
  await bundle(new Map([['streams', entry]]), out);
  const { opens } = await import(pathToFileURL(join(out, 'streams/index.mjs')).href);
  await expect(opens()).rejects.toThrow(/Bundles hold no @smithy\/core\/event-streams/);
});
