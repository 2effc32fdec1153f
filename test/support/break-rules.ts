import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const usage = `npm run break-rules [-- TEXT…]

Breaks each rule of test/support/broken-rules.json by hand, one at a time and in a copy of the project, and runs the
tests that should notice. Words select the rules whose names contain one of them.

Ends with 0 when every break was noticed, 1 when one was not, 2 when a break no longer fits the code.`;

const brokenRulesSchema = z.array(
  z.strictObject({
    rule: z.string(),
    file: z.string(),
    is: z.string(),
    becomes: z.string(),
    tests: z.array(z.string()).min(1),
  }),
);
type BrokenRule = z.infer<typeof brokenRulesSchema>[number];
type Outcome = 'noticed' | 'NOT NOTICED' | 'NO SUCH CODE';

const root = fileURLToPath(new URL('../../', import.meta.url));
const leftOut = new Set(['node_modules', 'dist', '.git', 'cdk.out']);

/** A copy of the project in which a rule can be broken; the packages are those of the project itself. */
async function aCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'avoir-broken-'));
  await cp(root, folder, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

async function breakIn(folder: string, { file, is, becomes, tests }: BrokenRule): Promise<Outcome> {
  const path = join(folder, file);
  const whole = await readFile(path, 'utf8');
  if (!whole.includes(is)) return 'NO SUCH CODE';
  await writeFile(
    path,
    whole.replace(is, () => becomes),
  );
  try {
    const running = spawn('npx', ['vitest', 'run', ...tests], { cwd: folder, stdio: 'ignore' });
    const [code] = await once(running, 'exit');
    return code === 0 ? 'NOT NOTICED' : 'noticed';
  } finally {
    await writeFile(path, whole);
  }
}

async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const all = brokenRulesSchema.parse(
    JSON.parse(await readFile(new URL('broken-rules.json', import.meta.url), 'utf8')),
  );
  const rules = all.filter(({ rule }) => words.length === 0 || words.some((word) => rule.includes(word)));
  const waiting = [...rules];
  const outcomes = new Map<BrokenRule, Outcome>();
  const workers = Array.from({ length: Math.min(4, Math.max(1, availableParallelism() - 1)) }, async () => {
    const folder = await aCopy();
    try {
      for (let rule = waiting.shift(); rule !== undefined; rule = waiting.shift()) {
        const outcome = await breakIn(folder, rule);
        outcomes.set(rule, outcome);
        process.stdout.write(`${outcomes.size}/${rules.length} ${outcome}: ${rule.rule}\n`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
  await Promise.all(workers);
  const counted = (wanted: Outcome): number => [...outcomes.values()].filter((outcome) => outcome === wanted).length;
  const [noticed, unnoticed, unfit] = [counted('noticed'), counted('NOT NOTICED'), counted('NO SUCH CODE')];
  process.stdout.write(`${rules.length} rules broken: ${noticed} noticed, ${unnoticed} not, ${unfit} no longer fit\n`);
  if (unfit > 0) return 2;
  return unnoticed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
