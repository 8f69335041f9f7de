import { z } from "zod";
import { domainRulesEnvironment } from "#platform/settings/domain-rules";

/** The environment of operate-onboardings. */
export const environment = domainRulesEnvironment.extend({
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
});
