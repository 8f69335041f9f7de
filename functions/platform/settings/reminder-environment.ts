import * as z from "zod";

/** The environment of every function that may send a reminder to a customer. */
export const reminderEnvironment = z.object({
  /** The days of inactivity, separated by commas; empty for no reminders. */
  REMINDER_DAYS: z
    .string()
    .transform((text) => text.split(",").filter((part) => part.trim() !== ""))
    .pipe(z.array(z.coerce.number<string>().int().min(1)))
    .transform((days) => days.toSorted((one, other) => one - other)),
});
