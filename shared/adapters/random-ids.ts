import { randomUUID } from 'node:crypto';
import type { Ids } from '../ports/ids.ts';

/** Ids of 122 random bits: `<prefix>_<uuid>`. */
export const randomIds: Ids = { next: (prefix) => `${prefix}_${randomUUID()}` };
