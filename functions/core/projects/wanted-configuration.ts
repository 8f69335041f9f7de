import { ProjectConfigurationError } from "#core/errors";
import { textsIn } from "#core/words/texts";
import type { Project } from "./project.ts";
import {
  NAME,
  PLACEHOLDER,
  type ProjectConfiguration,
  type WantedEvents,
  type WantedTenant,
} from "./project-configuration.ts";

/** The configuration of one project in SES, with the placeholders in names replaced. */
export interface WantedConfiguration {
  readonly configurationSet?: {
    readonly name: string;
    readonly create: boolean;
    readonly events?: WantedEvents;
  };
  readonly tenant?: WantedTenant;
  readonly rejectsOnMxFailure: boolean;
}

/** Merges the project's own configuration with the defaults, and replaces the placeholders. */
export function wantedConfiguration(
  project: Pick<Project, "project" | "owner" | "configuration">,
  defaults: ProjectConfiguration,
): WantedConfiguration {
  const own = Object.entries(project.configuration ?? {}).filter(([, value]) => value !== undefined);
  const declared: ProjectConfiguration = { ...defaults, ...Object.fromEntries(own) };
  const { configurationSet: set, tenant, behaviorOnMxFailure } = declared;
  const filled = (name: string) =>
    name.replaceAll(PLACEHOLDER, (_, key: "project" | "owner") => project[key]);
  return {
    ...(set && {
      configurationSet: {
        name: filled(set.name),
        create: set.create,
        ...(set.events && { events: set.events }),
      },
    }),
    ...(tenant && { tenant: { ...tenant, name: filled(tenant.name) } }),
    rejectsOnMxFailure: behaviorOnMxFailure === "REJECT_MESSAGE",
  };
}

/** Returns the configuration set with which the identity can be created, if that set already exists. */
export function setFromTheStart({ configurationSet: set }: WantedConfiguration): string | undefined {
  return set !== undefined && !set.create && NAME.test(set.name) ? set.name : undefined;
}

/**
 * Throws ProjectConfigurationError if the names contain characters that SES refuses, because of the project's
 * or owner's name.
 */
export function checkNames({ configurationSet: set, tenant }: WantedConfiguration): void {
  const wrong = [set?.name, tenant?.name].filter((name) => name !== undefined && !NAME.test(name));
  if (wrong.length === 0) return;
  const names = wrong.map((name) => `“${name}”`);
  throw new ProjectConfigurationError(textsIn("en").text("operators.configuration.names", { names }));
}
