import { StartProblem } from '../start-problem.ts';
import { covers, type Right } from './policy-document.ts';

/** What every role of the templates may do, and which of it was ever used. */
export type Roles = Readonly<{
  grant(roleName: string, rights: readonly Right[]): void;
  /** Whether the role may do it. What allows it counts as used from then on. */
  allows(roleName: string, wanted: Right): boolean;
  /** For what AWS does in the role's name before anything runs: throws {@link StartProblem} where it may not. */
  require(roleName: string, wanted: readonly Right[]): void;
  /** What the role may do and nobody has done. */
  unused(roleName: string): readonly Right[];
}>;

/** No roles yet: the templates make them. */
export function createRoles(): Roles {
  const grants = new Map<string, Right[]>();
  const used = new Set<Right>();
  // The same few calls are made again and again; looking them up is what the guard spends its time on.
  const decided = new Map<string, boolean>();

  function allows(roleName: string, wanted: Right): boolean {
    const question = `${roleName} ${wanted.action} ${wanted.resource}`;
    const known = decided.get(question);
    if (known !== undefined) return known;
    const granting = (grants.get(roleName) ?? []).filter((granted) => covers(granted, wanted));
    for (const granted of granting) used.add(granted);
    decided.set(question, granting.length > 0);
    return granting.length > 0;
  }

  return {
    grant(roleName, rights) {
      grants.set(roleName, [...(grants.get(roleName) ?? []), ...rights]);
      decided.clear();
    },
    allows,
    require(roleName, wanted) {
      for (const right of wanted) {
        if (!allows(roleName, right)) {
          throw new StartProblem(`The role ${roleName} lacks ${statementOf(right)}`);
        }
      }
    },
    unused: (roleName) => (grants.get(roleName) ?? []).filter((right) => !used.has(right)),
  };
}

/** The statement that a policy would need. */
export const statementOf = ({ action, resource }: Right): string =>
  JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource });
