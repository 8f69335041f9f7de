import { expect, it } from "vitest";
import { TICKET_FIELDS } from "#core/onboarding/ticket-fields";
import { readRepositoryFile } from "../../../support/deployment.ts";

it("names every field that a ticket can have, with its label in forms", () => {
  const rows = [...readRepositoryFile("docs/intake.md").matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)];
  const told = Object.fromEntries(rows.map(([, field = "", label = ""]) => [field, label]));
  expect(told).toEqual(TICKET_FIELDS);
});
