import * as z from "zod";
import type { Claims } from "./person.ts";
import { isEmailVerified } from "./person.ts";
import { ROLES, type Role } from "./role.ts";

const values = z.array(z.string().min(1)).default([]);

/** How a deployer maps what an identity provider says of people to roles. */
export const consoleAccess = z.strictObject({
  /** The claim of the ID token that says what a person may be. */
  roleClaim: z.string().min(1).default("groups"),
  /** For each role the values of that claim that give it; a person without any of them is refused. */
  roles: z.strictObject({ viewer: values, support: values, operator: values }).prefault({}),
  /** What the identity provider is asked for (RFC 6749 §3.3); some need a scope for the claim. */
  scope: z
    .string()
    .regex(/^openid( [!#-[\]-~]+)*$/)
    .default("openid email"),
});

/** How a deployer maps what an identity provider says of people to roles. */
export type ConsoleAccess = z.infer<typeof consoleAccess>;

/** The values of the claim that give some role. An address gives none unless the provider has verified it. */
export function grantsIn(claims: Claims, { roleClaim, roles }: ConsoleAccess): string[] {
  if (roleClaim === "email" && !isEmailVerified(claims)) return [];
  const claimed = Object.hasOwn(claims, roleClaim) ? [claims[roleClaim]].flat() : [];
  const giving = ROLES.flatMap((role) => roles[role]);
  return [...new Set(giving)].filter((value) => claimed.includes(value));
}

/** The highest role that one of the grants gives; `undefined` if none gives any. */
export function roleOf(grants: readonly string[], { roles }: ConsoleAccess): Role | undefined {
  return ROLES.findLast((role) => roles[role].some((value) => grants.includes(value)));
}
