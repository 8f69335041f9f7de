import * as z from "zod";
import { domainRulesEnvironment } from "#platform/settings/domain-rules";

/** The environment of receive-signal. */
export const environment = domainRulesEnvironment.extend({
  LINK_SECRET_ID: z.string(),
  TABLE_NAME: z.string(),
  WATCH_FUNCTION: z.string(),
});
