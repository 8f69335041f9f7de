import type { Project } from "../project.ts";
import type { ProjectConfiguration } from "../project-configuration.ts";
import { wantedConfiguration } from "../wanted-configuration.ts";

/** A setting in SES that differs between a domain and the project's present declaration. */
export interface Drift {
  readonly identity: string;
  readonly part: "configurationSet" | "tenant";
  /** The domain's value; `null` if it has none. */
  readonly has: string | null;
  readonly wants: string | null;
}

/** Compares the configuration of each domain of a project with the project's present declaration. */
export function driftOf(
  project: Pick<Project, "project" | "owner" | "configuration" | "domains">,
  defaults: ProjectConfiguration,
): Drift[] {
  const wanted = wantedConfiguration(project, defaults);
  return project.domains.flatMap(({ identity, ...domain }) =>
    (["configurationSet", "tenant"] as const).flatMap((part) => {
      const [has, wants] = [domain[part] ?? null, wanted[part]?.name ?? null];
      return has === wants ? [] : [{ identity, part, has, wants }];
    }),
  );
}
