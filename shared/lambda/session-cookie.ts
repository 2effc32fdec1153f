/** The name of the cookie of a session. Its prefix makes the browser send it to this very host only, and over TLS. */
const sessionName = '__Host-avoir';

/** The name of the cookie that remembers, for minutes, what a sign-in began with. */
const beginningName = '__Host-avoir-signing-in';

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** Sets the session; it ends when its token does. */
export const sessionCookie = (token: string, maxAgeSeconds: number): string =>
  `${sessionName}=${token}; Max-Age=${maxAgeSeconds}; ${attributes}`;

/** Ends the session. */
export const endedSession = `${sessionName}=; Max-Age=0; ${attributes}`;

/** Remembers what a sign-in began with, until it comes back. */
export const beginningCookie = (memory: string, maxAgeSeconds: number): string =>
  `${beginningName}=${memory}; Max-Age=${maxAgeSeconds}; ${attributes}`;

/** Forgets it. */
export const endedBeginning = `${beginningName}=; Max-Age=0; ${attributes}`;

/** The token of the session among the cookies of a request. */
export const sessionIn = (cookies: readonly string[] | undefined): string | undefined => valueOf(sessionName, cookies);

/** What a sign-in began with, among the cookies of a request. */
export const beginningIn = (cookies: readonly string[] | undefined): string | undefined =>
  valueOf(beginningName, cookies);

function valueOf(name: string, cookies: readonly string[] = []): string | undefined {
  const found = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
  return found === '' ? undefined : found;
}
