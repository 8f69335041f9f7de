import * as z from "zod";
import { consoleAccess } from "#core/access/console-access";
import { emailAddress } from "#core/names/email-address";
import { projectConfiguration } from "#core/projects/project-configuration";
import { domainRules } from "#core/tickets/domain-rules";
import { helpDesks } from "#core/tickets/reading/reading-settings";

/** The settings of a deployment that are not parameters of the template: one JSON document. */
export const configuration = z.strictObject({
  helpDesks: helpDesks.prefault({}),
  domains: domainRules.prefault({}),
  /** The addresses that receive the weekly report by mail. */
  weeklyReport: z.strictObject({ to: z.array(emailAddress).max(20).default([]) }).prefault({}),
  projects: z.strictObject({ defaults: projectConfiguration.prefault({}) }).prefault({}),
  console: consoleAccess.prefault({}),
});

/** The settings of a deployment that are not parameters of the template. */
export type Configuration = z.infer<typeof configuration>;
