/** A promise that a story's ending keeps or breaks, by its name, with what was found. */
export type Promised = Readonly<{ property: string; holds: boolean; found: unknown }>;

/** A promise that a story's ending breaks, by its name, with what was found. */
export type Violation = Readonly<{ property: string; found: string }>;

/** Those of them that were broken. */
export const broken = (promised: readonly Promised[]): readonly Violation[] =>
  promised.filter(({ holds }) => !holds).map(({ property, found }) => ({ property, found: JSON.stringify(found) }));

/** Whether two lists name the same, in whatever order, each as often. */
export const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].toSorted()) === JSON.stringify([...b].toSorted());
