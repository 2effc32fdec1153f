import type { RequestHeaders } from './http.ts';
import { ProblemError } from './problem.ts';

/** What a write says it has seen: one tag, any (`*`), or nothing. */
export type SeenTag = string | undefined;

/** The tag in `If-Match`, without its quotes. A weak tag is taken as a strong one: proxies weaken them. */
export function seenTagOf(headers: RequestHeaders | undefined): SeenTag {
  const value = headers?.['if-match']?.trim();
  if (value === undefined || value === '*') return value;
  return /^(?:W\/)?"(.*)"$/.exec(value)?.[1] ?? value;
}

/** Whether what was seen is what is there; `*` says that it does not matter. */
export const isSeen = (seen: SeenTag, current: string): boolean => seen === '*' || seen === current;

/** Two people could decide at once, and the request does not say what its sender has seen. */
export const tagRequired = (): ProblemError =>
  new ProblemError(428, 'if_match_required', 'Say in If-Match which version you have seen.');

/** Somebody or something changed it since the sender saw it. `current` is what the next try has to say. */
export const tagStale = (current: string): ProblemError =>
  new ProblemError(412, 'seen_version_stale', 'It was changed since you saw it.', { etag: current });
