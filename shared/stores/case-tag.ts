import { contentHashOf } from '../acceptance/content-hash.ts';
import type { StoredCase } from './refund-case-store.ts';

const tagLength = 16;

/** The tag of a case: it changes with what an answer to it is about, its plan, what the rules object to, and where it stands. */
export const tagOfCase = ({ plan, standing, reasons, answer }: StoredCase): string =>
  contentHashOf({ plan, standing, reasons, answer }).slice(0, tagLength);
