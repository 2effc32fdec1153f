import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type PlantedBug, plantedBugs } from './bugs.ts';

const root = new URL('../../../', import.meta.url).href;
const parameter = 'bug';
let isHooked = false;

/** The text that a bug replaces is not there exactly once. */
export class BugDoesNotFitError extends Error {
  override readonly name = 'BugDoesNotFitError';
}

/**
 * Loads a module of the simulation, and with it all that it imports of ours, with one bug planted: a whole second copy of
 * the code beside the first, told from it by a parameter of its address. Nothing is written anywhere.
 */
export async function withPlantedBug({ name }: PlantedBug, module: URL): Promise<unknown> {
  hookLoading();
  const address = new URL(module);
  address.searchParams.set(parameter, name);
  return import(address.href);
}

function hookLoading(): void {
  if (isHooked) return;
  isHooked = true;
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const bug = context.parentURL && new URL(context.parentURL).searchParams.get(parameter);
      if (!bug || !isOurs(resolved.url)) return resolved;
      const address = new URL(resolved.url);
      address.searchParams.set(parameter, bug);
      return { ...resolved, url: address.href };
    },
    load(url, context, next) {
      const loaded = next(url, context);
      const bug = plantedBugs.find(({ name }) => name === new URL(url).searchParams.get(parameter));
      if (bug === undefined || !fileURLToPath(withoutParameter(url)).endsWith(`/${bug.file}`)) return loaded;
      return { ...loaded, source: planted(bug, String(loaded.source)) };
    },
  });
}

const isOurs = (url: string): boolean => url.startsWith(root) && !url.includes('/node_modules/');

function withoutParameter(url: string): string {
  const address = new URL(url);
  address.search = '';
  return address.href;
}

/** The text of a file with a bug in it. */
export function planted({ name, file, from, to }: PlantedBug, text: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    const what = `"${name}": its text is ${parts.length - 1} times in ${file}, not once.`;
    throw new BugDoesNotFitError(
      `${what} The code has changed: plant the bug anew in test/simulation/planted-bugs/bugs.ts.`,
    );
  }
  return parts.join(to);
}
