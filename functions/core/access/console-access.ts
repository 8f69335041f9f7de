import * as z from "zod";
import type { Claims } from "./person.ts";
import { isEmailVerified } from "./person.ts";
import { ROLES, type Role } from "./role.ts";

const values = z.array(z.string().min(1)).default([]);

/** The deployer's settings that map the claims of the identity provider to roles. */
export const consoleAccess = z.strictObject({
  /** The claim of the ID token that lists a person's groups or roles. */
  roleClaim: z.string().min(1).default("groups"),
  /** The values of that claim that give each role. A person without any of these values is refused. */
  roles: z.strictObject({ viewer: values, support: values, operator: values }).prefault({}),
  /**
   * The scope of the sign-in request (RFC 6749 §3.3). Some providers issue the claim only for a certain
   * scope.
   */
  scope: z
    .string()
    .regex(/^openid( [!#-[\]-~]+)*$/)
    .default("openid email"),
});

/** The deployer's settings that map the claims of the identity provider to roles. */
export type ConsoleAccess = z.infer<typeof consoleAccess>;

/**
 * Returns the values of the claim that give a role. An address counts only if the provider has verified it.
 */
export function grantsIn(claims: Claims, { roleClaim, roles }: ConsoleAccess): string[] {
  if (roleClaim === "email" && !isEmailVerified(claims)) return [];
  const claimed = Object.hasOwn(claims, roleClaim) ? [claims[roleClaim]].flat() : [];
  const giving = ROLES.flatMap((role) => roles[role]);
  return [...new Set(giving)].filter((value) => claimed.includes(value));
}

/** Returns the highest role that one of the grants gives; `undefined` if none gives a role. */
export function roleOf(grants: readonly string[], { roles }: ConsoleAccess): Role | undefined {
  return ROLES.findLast((role) => roles[role].some((value) => grants.includes(value)));
}
