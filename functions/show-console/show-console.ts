import { consolePage, consoleSecurityPolicy } from './console-page.ts';

/** The answer to whoever opens the page: always the same, since it holds no data. */
export function showConsole() {
  return {
    status: 200,
    body: consolePage,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': consoleSecurityPolicy },
  } as const;
}
