import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { onTestFinished } from 'vitest';
import type { ExitCode } from '../../../../../infra/cli/command-failure.ts';
import { reconcileCommand } from '../../../../../infra/cli/reconcile-command.ts';

/** What a run of the command printed and wrote, and how it ended. */
export type ReconcileRun = Readonly<{ text: string; value: unknown; exitCode: ExitCode | undefined; out: string }>;

/** A folder for one test. */
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'avoir-reconcile-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** Writes files by name into a folder of their own, and answers their paths by name. */
export async function written<Name extends string>(
  files: Readonly<Record<Name, string>>,
): Promise<(name: Name) => string> {
  const path = await folder();
  for (const [name, content] of Object.entries<string>(files)) await writeFile(join(path, name), content);
  return (name) => join(path, name);
}

/** Runs `avoir reconcile` with these arguments, and reads what it wrote. */
export async function reconcile(...args: readonly string[]): Promise<ReconcileRun> {
  const outFile = join(await folder(), args.includes('--as-json') ? 'result.json' : 'result.csv');
  let printed: Readonly<{ text: string; value: unknown }> = { text: '', value: undefined };
  let exitCode: ExitCode | undefined;
  const command = reconcileCommand({
    connection: () => {
      throw new Error('Reconciling files needs no system.');
    },
    print: (result) => {
      printed = result;
    },
    exitWith: (code) => {
      exitCode = code;
    },
  }).exitOverride();
  const own = args.filter((arg) => arg !== '--as-json');
  await command.parseAsync([...own, '--out', outFile], { from: 'user' });
  return { ...printed, exitCode, out: await readFile(outFile, 'utf8') };
}

/** The CSV that was written, as cells. */
export const cellsOf = (csv: string, separator = ','): string[][] =>
  parse(csv, { delimiter: separator, record_delimiter: '\r\n' });

/** The canonical columns of credit notes, and one in them. */
export const noteHeader = 'creditNoteId,orderNumber,provider,account,paymentId,amount,currency,issuedAt,customerName';
/** A credit note of 23.45 EUR. */
export const note = 'CN-1,ORD1,paypal,main,P-1,23.45,EUR,2026-11-19T09:00:00Z,Jan Voorbeeld';

/** The canonical columns of refunds, and the refund of that credit note in them. */
export const refundHeader =
  'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName';
/** The refund of that credit note. */
export const refund = 'paypal,main,R-1,P-1,23.45,EUR,completed,2026-11-20T10:00:00Z,ORD1,Jan Voorbeeld';

/** Lines as a file. */
export const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
