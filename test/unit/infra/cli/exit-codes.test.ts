import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../../../infra/cli/avoir.ts', import.meta.url));

/** How the program ends that a shell starts, and what it says. */
const ended = (typed: readonly string[]) =>
  new Promise<Readonly<{ code: unknown; said: string }>>((resolve) => {
    execFile(process.execPath, [program, ...typed], { env: { AVOIR_TOKEN: 'token' } }, (error, _, said) =>
      resolve({ code: error === null ? 0 : error.code, said }),
    );
  });

it.each([
  [['dead-letters', 'show'], 2],
  [['case', 'answer', 'cancellation:ORD00123', 'perhaps'], 2],
  [['case', 'answer', '--help'], 0],
])('avoir %j ends with %i, wherever in its commands the mistake is', async (typed, code) => {
  expect(await ended(typed)).toMatchObject({ code });
});
