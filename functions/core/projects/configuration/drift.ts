import type { Project } from "../project.ts";
import type { ProjectConfiguration } from "../project-configuration.ts";
import { wantedConfiguration } from "../wanted-configuration.ts";

/** A part of SES that a domain's mail goes through, where another one is declared now. */
export interface Drift {
  readonly identity: string;
  readonly part: "configurationSet" | "tenant";
  /** `null` for none. */
  readonly has: string | null;
  readonly wants: string | null;
}

/** Compares what each domain of a project was configured with to what is declared for the project now. */
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
