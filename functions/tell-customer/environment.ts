import * as z from "zod";
import { reminderEnvironment } from "#platform/settings/reminder-environment";

/** The environment of tell-customer. */
export const environment = reminderEnvironment.extend({
  TABLE_NAME: z.string(),
});
