/** The JSON of a body; `undefined` for what is neither JSON nor UTF-8, which no schema takes. */
export function jsonOf(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(rawBody));
  } catch {
    return undefined;
  }
}

/** The body as text. Throws a `TypeError` for what is not UTF-8. */
export const textOf = (rawBody: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
