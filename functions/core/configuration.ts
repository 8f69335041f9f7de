import { z } from "zod";
import { domainRules } from "#core/domain-rules";
import { helpDesks } from "#core/help-desks/help-desk-settings";
import { projectConfiguration } from "#core/project-configuration";

/** What a deployer says of this deployment, beyond the template's parameters: one JSON document. */
export const configuration = z.strictObject({
  helpDesks: helpDesks.prefault({}),
  domains: domainRules.prefault({}),
  projects: z.strictObject({ defaults: projectConfiguration.prefault({}) }).prefault({}),
});

/** What a deployer says of this deployment. */
export type Configuration = z.infer<typeof configuration>;
