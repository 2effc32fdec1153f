import type { Ids } from '../../../shared/ports/ids.ts';

/** Ids that count up, so that two runs of a story name the same things alike. */
export function seededIds(): Ids {
  let given = 0;
  return {
    next(prefix) {
      given += 1;
      return `${prefix}_${String(given).padStart(6, '0')}`;
    },
  };
}
