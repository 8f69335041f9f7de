import type { Project } from "./project.ts";

type PausedProject = Pick<Project, "project" | "domains">;

/** The facts that decide whether the tenants of a project can be paused or reinstated. */
export interface PauseFacts {
  /** `undefined` if the registry does not know it. */
  readonly project: PausedProject | undefined;
  /** All registered projects. */
  readonly all: readonly PausedProject[];
  /** True if the operator accepts that other projects are affected. */
  readonly acceptChanges: boolean;
}

/** The decision about pausing or reinstating tenants. */
export type PauseDecision =
  | { readonly kind: "unknown" }
  | { readonly kind: "no-tenant" }
  | { readonly kind: "shared"; readonly projects: readonly string[] }
  | {
      readonly kind: "switch";
      readonly tenants: readonly string[];
      /** Domains of the project without a tenant, whose mail is not affected. */
      readonly untouched: readonly string[];
    };

/**
 * Decides which tenants are paused or reinstated. A tenant that other projects use as well requires the
 * operator's acceptance.
 */
export function decidePause({ project, all, acceptChanges }: PauseFacts): PauseDecision {
  if (project === undefined) return { kind: "unknown" };
  const tenants = tenantsOf(project);
  if (tenants.length === 0) return { kind: "no-tenant" };
  const projects = all
    .filter((one) => one.project !== project.project && tenantsOf(one).some((name) => tenants.includes(name)))
    .map((one) => one.project);
  if (projects.length > 0 && !acceptChanges) return { kind: "shared", projects };
  const untouched = project.domains.filter(({ tenant }) => tenant === undefined);
  return { kind: "switch", tenants, untouched: untouched.map(({ identity }) => identity) };
}

function tenantsOf({ domains }: PausedProject): string[] {
  return [...new Set(domains.flatMap(({ tenant }) => tenant ?? []))].sort();
}
