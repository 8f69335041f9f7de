import { expect, it } from "vitest";
import { scheduleDocument } from "../../../infra/documents/schedule.ts";
import { readRepositoryFile } from "../../support/deployment.ts";

it("publishes the schedule as it is", () => {
  expect(readRepositoryFile("docs/schedule.md")).toBe(scheduleDocument());
});
