import * as z from "zod";
import { projectConfiguration } from "#core/projects/project-configuration";
import { domainRules } from "#core/tickets/domain-rules";
import { helpDesks } from "#core/tickets/reading/reading-settings";

/** The settings of a deployment beyond the template's parameters: one JSON document. */
export const configuration = z.strictObject({
  helpDesks: helpDesks.prefault({}),
  domains: domainRules.prefault({}),
  projects: z.strictObject({ defaults: projectConfiguration.prefault({}) }).prefault({}),
});

/** The settings of a deployment beyond the template's parameters. */
export type Configuration = z.infer<typeof configuration>;
