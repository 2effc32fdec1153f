import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const usual = fileURLToPath(new URL('../../infra/local/shops.json', import.meta.url));
const shopsSchema = z.object({ shops: z.array(z.looseObject({ retail: z.unknown().optional() })) });

/** Writes the usual shops into the folder, none with a Retail unless it is asked for, and answers the path. */
export async function writeBenchShops(
  folder: string,
  { withRetail }: Readonly<{ withRetail: boolean }>,
): Promise<string> {
  const { shops } = shopsSchema.parse(JSON.parse(await readFile(usual, 'utf8')));
  const path = join(folder, 'shops.json');
  const written = withRetail ? shops : shops.map(({ retail: _, ...shop }) => shop);
  await writeFile(path, JSON.stringify({ shops: written }));
  return path;
}
