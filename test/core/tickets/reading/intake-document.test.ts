import { expect, it } from "vitest";
import { TICKET_FIELDS } from "#core/onboarding/ticket-fields";
import { readRepositoryFile } from "../../../support/deployment.ts";

it("tells every field that a ticket can name, with the label that a form names it by", () => {
  const rows = [...readRepositoryFile("docs/intake.md").matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)];
  const told = Object.fromEntries(rows.map(([, field = "", label = ""]) => [field, label]));
  expect(told).toEqual(TICKET_FIELDS);
});
