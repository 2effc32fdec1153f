/** How a command ends (design §7): all good, differences found, wrong usage, or a fault (also: stopped before its end). */
export const exitCodes = { good: 0, differences: 1, usage: 2, fault: 3 } as const;

/** How a command ends, as a number for the shell. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Why a command cannot go on: one clear line for the person who typed it, and the exit code. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The command was typed wrongly, or names something that is not there. */
export const usageFailure = (message: string, options?: ErrorOptions): CommandFailure =>
  new CommandFailure(message, exitCodes.usage, options);

/** The command was right and could not be carried out. */
export const fault = (message: string, options?: ErrorOptions): CommandFailure =>
  new CommandFailure(message, exitCodes.fault, options);
