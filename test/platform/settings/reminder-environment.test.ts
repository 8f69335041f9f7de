import { expect, it } from "vitest";
import { yamlParse } from "yaml-cfn";
import * as z from "zod";
import { REMINDER_DAYS } from "#core/onboarding/schedule";
import { reminderEnvironment } from "#platform/settings/reminder-environment";
import { readRepositoryFile } from "../../support/deployment.ts";

const template = z.object({
  Parameters: z.object({ ReminderDays: z.object({ Default: z.string() }) }),
});

const read = (text: string) => reminderEnvironment.safeParse({ REMINDER_DAYS: text }).data?.REMINDER_DAYS;

it("reads days in any order, and none at all", () => {
  expect([read("3,7,14,28"), read("10,5"), read("")]).toEqual([[3, 7, 14, 28], [5, 10], []]);
});

it.each(["0", "-1", "x", "1.5"])("refuses %s", (text) => {
  expect(read(text)).toBeUndefined();
});

it("is the published schedule's unless a deployer says otherwise", () => {
  const { Parameters } = template.parse(yamlParse(readRepositoryFile("template.yaml")));
  expect(read(Parameters.ReminderDays.Default)).toEqual(REMINDER_DAYS);
});
