/** The roles on the operators' pages, from the fewest rights to the most. */
export const ROLES = ["viewer", "support", "operator"] as const;

/** A role on the operators' pages. */
export type Role = (typeof ROLES)[number];

/**
 * The actions of support. None of them decides who owns a domain, changes the running system, or ends an
 * onboarding.
 */
const OF_SUPPORT: readonly string[] = [
  "check",
  "confirm",
  "extend",
  "mute",
  "redeliver",
  "reissue-link",
  "unmute",
];

/** Returns whether a role may do an action of the operators' API; `action` is the last part of its route. */
export function mayDo(role: Role, action: string): boolean {
  return role === "operator" || (role === "support" && OF_SUPPORT.includes(action));
}
