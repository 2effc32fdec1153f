import type { Invoke } from './invocation.ts';

/** One route of an HTTP API and the function behind it. `{name}` takes one segment, `{name+}` at the end all that are left. */
export type HttpRoute = Readonly<{ method: string; path: string; pool: Readonly<{ invoke: Invoke }> }>;

/** The route a request belongs to, with its path parameters decoded. */
export type RouteMatch = Readonly<{
  route: HttpRoute;
  routeKey: string;
  pathParameters: Readonly<Record<string, string>> | undefined;
}>;

type Segment = Readonly<{ kind: 'fixed' | 'parameter' | 'rest'; text: string }>;

/**
 * Finds routes as HTTP APIs do: an exact segment goes before a parameter, a parameter before the rest of a path, and a
 * method of its own before `ANY`. The path is the one of the request line, not yet decoded.
 */
export function routeTable(routes: readonly HttpRoute[]): (method: string, path: string) => RouteMatch | undefined {
  const candidates = routes
    .map((route) => ({ route, segments: segmentsOf(route.path) }))
    .toSorted((a, b) => rank(a.segments).localeCompare(rank(b.segments)) || anyLast(a.route) - anyLast(b.route));
  return (method, path) => {
    const parts = path.split('/').slice(1);
    for (const { route, segments } of candidates) {
      if (route.method !== method && route.method !== 'ANY') continue;
      const found = parametersOf(segments, parts);
      if (found === undefined) continue;
      const pathParameters = Object.keys(found).length > 0 ? found : undefined;
      return { route, routeKey: `${route.method} ${route.path}`, pathParameters };
    }
    return undefined;
  };
}

const segmentsOf = (path: string): readonly Segment[] =>
  path
    .split('/')
    .slice(1)
    .map((text): Segment => {
      if (text.startsWith('{') && text.endsWith('+}')) return { kind: 'rest', text: text.slice(1, -2) };
      if (text.startsWith('{') && text.endsWith('}')) return { kind: 'parameter', text: text.slice(1, -1) };
      return { kind: 'fixed', text };
    });

function parametersOf(
  segments: readonly Segment[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const takesRest = segments.at(-1)?.kind === 'rest';
  if (takesRest ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, { kind, text }] of segments.entries()) {
    const part = parts[index] ?? '';
    if (kind === 'fixed' && text !== decoded(part)) return undefined;
    if (kind === 'parameter' && part === '') return undefined;
    if (kind === 'parameter') found[text] = decoded(part);
    if (kind === 'rest') found[text] = decoded(parts.slice(index).join('/'));
  }
  return found;
}

/** Decodes a part of a path; one that is not well-formed percent-encoding stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

const weights = { fixed: '0', parameter: '1', rest: '2' } as const;
const rank = (segments: readonly Segment[]): string => segments.map(({ kind }) => weights[kind]).join('');
const anyLast = ({ method }: HttpRoute): number => (method === 'ANY' ? 1 : 0);
