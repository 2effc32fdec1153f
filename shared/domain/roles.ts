/** What a person or program may do, least first; each role may do all that the ones before it may. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whether somebody with the role `held` may do what asks for `needed`. */
export function mayActAs(held: Role, needed: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(needed);
}
