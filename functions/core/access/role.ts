/** What a person may be on the pages of operators, from the least rights to all. */
export const ROLES = ["viewer", "support", "operator"] as const;

/** What a person may be on the pages of operators. */
export type Role = (typeof ROLES)[number];

/** What support does: nothing that decides whose a domain is, changes what runs, or ends an onboarding. */
const OF_SUPPORT: readonly string[] = [
  "check",
  "confirm",
  "extend",
  "mute",
  "redeliver",
  "reissue-link",
  "unmute",
];

/** Whether a role may do an action of the operators' API, by the last part of its route. */
export function mayDo(role: Role, action: string): boolean {
  return role === "operator" || (role === "support" && OF_SUPPORT.includes(action));
}
