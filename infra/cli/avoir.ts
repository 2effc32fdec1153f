#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import * as z from 'zod';
import { backfillCommand } from './backfill-command.ts';
import { caseCommand } from './case-command.ts';
import { processContext } from './command-context.ts';
import { CommandFailure, type ExitCode, exitCodes } from './command-failure.ts';
import { connectionFrom } from './connection.ts';
import { creditNotesCommand } from './credit-notes-command.ts';
import { deadLettersCommand } from './dead-letters-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { importCommand } from './import-command.ts';
import { liveCheckCommand } from './live-check-command.ts';
import { reconcileCommand } from './reconcile-command.ts';
import { replayCommand } from './replay-command.ts';
import { reportCommand } from './report-command.ts';
import { republishCommand } from './republish-command.ts';
import { statementCommand } from './statement-command.ts';
import { tasksCommand } from './tasks-command.ts';

const help = `
Environment:
  AVOIR_URL     where the system is (default: http://127.0.0.1:8787)
  AVOIR_TOKEN   the bearer token; \`npm start\` prints the one of its system

Exit codes: 0 good, 1 differences found, 2 wrong usage, 3 a fault.

Examples:
  avoir reconcile --demo          needs no running system
  avoir tasks --shop demo
  avoir import ../shared/data/online-retail/online-retail.csv.gz --json`;

const context = processContext(() => connectionFrom(process.env));
const program = new Command('avoir')
  .description('Reconciles what a shop gave back on paper with what really went back.')
  .addHelpText('after', help)
  .showHelpAfterError('(avoir --help shows what there is)')
  .exitOverride();
const commands = [
  tasksCommand,
  caseCommand,
  importCommand,
  reconcileCommand,
  reportCommand,
  backfillCommand,
  creditNotesCommand,
  statementCommand,
  doctorCommand,
  liveCheckCommand,
  deadLettersCommand,
  replayCommand,
  republishCommand,
];
for (const make of commands) program.addCommand(withSettingsOf(program, make(context)));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** A command, and those below it, end as the program does: commander hands its settings on only to what it makes itself. */
function withSettingsOf(parent: Command, command: Command): Command {
  for (const below of command.commands) withSettingsOf(parent, below);
  return command.copyInheritedSettings(parent);
}

function exitCodeOf(error: unknown): ExitCode {
  // commander has said what was wrong, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.good : exitCodes.usage;
  if (error instanceof CommandFailure) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const words =
    error instanceof z.ZodError ? `An answer has another form than expected:\n${z.prettifyError(error)}` : error;
  console.error(words);
  return exitCodes.fault;
}
