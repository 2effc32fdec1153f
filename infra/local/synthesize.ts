import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { StartProblem } from './start-problem.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
// A folder of its own: the cdk command writes to cdk.out whenever somebody uses it.
const cache = join(root, 'node_modules', '.cache', 'avoir');
const program = fileURLToPath(new URL('synthesis.ts', import.meta.url));

// All that decides what the templates and bundles are.
const inputs = [
  'functions',
  'shared',
  'events',
  'infra/app.ts',
  'infra/build.ts',
  'infra/lambda-credentials.ts',
  'infra/stacks',
  'infra/constructs',
  'infra/local/synthesis.ts',
  'package-lock.json',
];
const keptMilliseconds = 86_400_000;

/**
 * Bundles the functions and synthesizes the app in a child process, and answers the folder with the templates. What was
 * made from the same sources before is used again. Throws {@link StartProblem} with what the child said.
 */
export async function synthesize(progress: (line: string) => void): Promise<string> {
  const folder = join(cache, await hashOfInputs());
  if (await exists(join(folder, 'manifest.json'))) return folder;
  progress('Bundling the functions and synthesizing the templates');
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(join(cache, 'unfinished-'));
  try {
    await promisify(execFile)(process.execPath, [program, unfinished], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    await moveIntoPlace(unfinished, folder);
  } catch (cause) {
    throw new StartProblem(`The app could not be synthesized:\n${outputOf(cause)}`, { cause });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await removeOld(folder);
  return folder;
}

async function moveIntoPlace(unfinished: string, folder: string): Promise<void> {
  try {
    await rename(unfinished, folder);
  } catch (error) {
    // Somebody else made the same at the same time, and was first.
    if (!(await exists(join(folder, 'manifest.json')))) throw error;
  }
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) {
    for (const path of await filesBelow(join(root, input))) {
      hash
        .update(`${path.slice(root.length)}\0`)
        .update(await readFile(path))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 32);
}

async function filesBelow(path: string): Promise<readonly string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}

async function removeOld(current: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const isOld = path !== current && Date.now() - (await stat(path)).mtimeMs > keptMilliseconds;
    if (isOld) await rm(path, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const output = 'stderr' in error ? String(error.stderr).trim() : '';
  return output === '' ? error.message : output;
}
