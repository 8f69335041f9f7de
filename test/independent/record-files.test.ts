import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { RECORD_FILES, type RecordFileName } from "#core/instructions/files/record-files";
import { onboardingOf, RECORDS } from "../support/onboarding-fixture.ts";
import { describeOnSecondCloud } from "./second-cloud.ts";

const SCRIPT = fileURLToPath(new URL("./records.py", import.meta.url));

/** Reads a file of records with its own tool. */
function readBy(tool: string, name: RecordFileName): unknown {
  const input = RECORD_FILES[name].write(onboardingOf());
  const python = process.env["SECOND_CLOUD_PYTHON"] ?? "";
  return JSON.parse(
    execFileSync(python, [SCRIPT, tool, "oxfordstones.example"], { input, encoding: "utf8" }),
  );
}

describeOnSecondCloud("a file of records", () => {
  it("of octoDNS is read by octoDNS as it is required", () => {
    const lines = RECORDS.map(({ name, type, value, priority }) =>
      [name, type, ...(priority === undefined ? [] : [priority]), type === "TXT" ? value : `${value}.`].join(
        " ",
      ),
    );
    expect(readBy("octodns", "octodns.yaml")).toEqual(lines.sort());
  });

  it("of CloudFormation makes the records in a hosted zone of Route 53", () => {
    const lines = RECORDS.map(({ name, type, value, priority }) =>
      [name, type, ...(priority === undefined ? [] : [priority]), type === "TXT" ? `"${value}"` : value].join(
        " ",
      ),
    );
    expect(readBy("cloudformation", "cloudformation.json")).toEqual(lines.sort());
  });
});
