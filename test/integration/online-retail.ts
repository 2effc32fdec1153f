import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The real data set beside the project; it is not copied into it. */
export const onlineRetailPath = fileURLToPath(
  new URL('../../../shared/data/online-retail/online-retail.csv.gz', import.meta.url),
);

/** Whether the data set is there. Where it is not, the tests on it are skipped, and this says so. */
export function hasOnlineRetail(): boolean {
  const isThere = existsSync(onlineRetailPath);
  if (!isThere) console.warn(`SKIPPED, for there is no real data at ${onlineRetailPath}.`);
  return isThere;
}
