/** Why the machine cannot start, in one line for a person: what is wrong and what to do about it. Printed without a stack. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
