import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const clientImport = /^import (?:\{([^}]*)\}) from '(@aws-sdk\/client-[a-z-]+)';$/gm;

/**
 * Writes a module that has only the SDK of a function: makes the clients that it makes and keeps the commands and
 * errors that it names. Answers its path, or undefined for a function that calls no AWS service through the SDK.
 */
export async function writeClientsModule(
  options: Readonly<{ name: string; sources: Iterable<string>; root: string; folder: string }>,
): Promise<string | undefined> {
  const { name, sources, root, folder } = options;
  const namesByPackage = new Map<string, Set<string>>();
  for (const source of sources) {
    if (source.includes('node_modules/') || !source.endsWith('.ts')) continue;
    for (const [packageName, names] of sdkImports(await readFile(join(root, source), 'utf8'))) {
      namesByPackage.set(packageName, new Set([...(namesByPackage.get(packageName) ?? []), ...names]));
    }
  }
  const used = [...namesByPackage].filter(([, names]) => names.size > 0);
  if (used.length === 0) return undefined;
  const path = join(folder, `${name}.ts`);
  await writeFile(path, used.map(([packageName, names]) => moduleText(packageName, [...names])).join('\n'));
  return path;
}

/** Packages of the SDK that a module imports, with the names that are more than types. */
function sdkImports(text: string): readonly (readonly [packageName: string, names: ReadonlySet<string>])[] {
  return [...text.matchAll(clientImport)].map(([, list = '', packageName = '']) => {
    const names = list.split(',').map((item) => item.trim());
    return [packageName, new Set(names.filter((item) => item !== '' && !item.startsWith('type ')))];
  });
}

function moduleText(packageName: string, names: readonly string[]): string {
  const clients = names.filter((name) => name.endsWith('Client'));
  return [
    `import { ${names.join(', ')} } from '${packageName}';`,
    `export { ${names.filter((name) => !clients.includes(name)).join(', ')} };`,
    ...clients.map((client) => `export const made${client} = new ${client}({});`),
  ].join('\n');
}
