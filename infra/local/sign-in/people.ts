import { consoleAccess } from "#core/access/console-access";

/** A person that the local identity provider knows. */
interface LocalPerson {
  /** The text of the person's button. */
  readonly label: string;
  readonly groups: readonly string[];
}

/** The people of the local identity provider by subject: one for each role, and one without a role. */
export const PEOPLE: Readonly<Record<string, LocalPerson>> = {
  vera: { label: "Vera, who views", groups: ["viewers"] },
  sam: { label: "Sam of support", groups: ["support"] },
  olga: { label: "Olga, who operates", groups: ["operators"] },
  nora: { label: "Nora, who has no role", groups: ["others"] },
};

/** The mapping of their groups to roles in the local deployment. */
export const LOCAL_ACCESS = consoleAccess.parse({
  scope: "openid email groups",
  roles: { viewer: ["viewers"], support: ["support"], operator: ["operators"] },
});

/** Returns the claims about a person. */
export function claimsOf(subject: string): Record<string, unknown> & { sub: string } {
  const { groups = [] } = PEOPLE[subject] ?? {};
  return { sub: subject, email: `${subject}@platform.example`, email_verified: true, groups: [...groups] };
}
