/** An endpoint of an account, one of its rows, or something to be done with that. */
export type EndpointPath = Readonly<{
  kind: 'endpoint';
  accountId: string;
  endpoint: string;
  id: string | undefined;
  action: string | undefined;
}>;

/** Where a request wants to go. Whatever stands before these paths is the simulator's address. */
export type RetailPath =
  | EndpointPath
  | Readonly<{ kind: 'token' }>
  | Readonly<{ kind: 'accounts' }>
  | Readonly<{ kind: 'door'; accountId: string; door: string }>
  | Readonly<{ kind: 'page'; accountId: string; itemId: string | undefined }>;

/** Reads a path; nothing for one that leads nowhere. */
export function retailPathOf(path: string): RetailPath | undefined {
  if (path.endsWith('/auth/oauth/token')) return { kind: 'token' };
  if (/\/API\/V3\/Account(\.json)?$/.test(path)) return { kind: 'accounts' };
  const [, accountOfPage, itemId] = /\/_retail\/(\w+)\/items(?:\/(\d+))?$/.exec(path) ?? [];
  if (accountOfPage !== undefined) return { kind: 'page', accountId: accountOfPage, itemId };
  const [, accountOfDoor, door] = /\/_simulator\/(\w+)\/([\w-]+)$/.exec(path) ?? [];
  if (accountOfDoor !== undefined && door !== undefined) return { kind: 'door', accountId: accountOfDoor, door };
  const match = /\/API\/V3\/Account\/(\w+)\/(\w+)(?:\/(\w+))?(?:\/(\w+))?(?:\.json)?$/.exec(path);
  const [, accountId, endpoint, id, action] = match ?? [];
  if (accountId === undefined || endpoint === undefined) return undefined;
  return { kind: 'endpoint', accountId, endpoint, id, action };
}
