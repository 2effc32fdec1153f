import { contentHashOf } from '../acceptance/content-hash.ts';
import type { StoredTask } from './refund-task-store.ts';

const tagLength = 16;

/** The tag of a task: it changes with what people and providers said, not with when the task is looked at next. */
export const tagOfTask = ({ facts }: Pick<StoredTask, 'facts'>): string => contentHashOf(facts).slice(0, tagLength);
