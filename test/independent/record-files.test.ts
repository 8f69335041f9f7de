import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { RECORD_FILES, type RecordFileName } from "#core/instructions/files/record-files";
import { advisedRecordOf, type PublishedRecord } from "#core/records/advised-record";
import { stackLink } from "../../functions/publish-records/stack-link.ts";
import { onboardingOf, RECORDS } from "../support/onboarding-fixture.ts";
import { describeOnSecondCloud } from "./second-cloud.ts";

const SCRIPT = fileURLToPath(new URL("./records.py", import.meta.url));

const fileOf = (name: RecordFileName) => RECORD_FILES[name].write(onboardingOf());

/** Reads a file of records with the tool for its format. */
function readBy(tool: string, input: string): unknown {
  const python = process.env["SECOND_CLOUD_PYTHON"] ?? "";
  return JSON.parse(
    execFileSync(python, [SCRIPT, tool, "oxfordstones.example"], { input, encoding: "utf8" }),
  );
}

function inZone({ name, type, value, priority }: PublishedRecord): string {
  const data = type === "TXT" ? `"${value}"` : value;
  return [name, type, ...(priority === undefined ? [] : [priority]), data].join(" ");
}

describeOnSecondCloud("a file of records", () => {
  it("of octoDNS is read by octoDNS as it is required", () => {
    const lines = RECORDS.map(({ name, type, value, priority }) =>
      [name, type, ...(priority === undefined ? [] : [priority]), type === "TXT" ? value : `${value}.`].join(
        " ",
      ),
    );
    expect(readBy("octodns", fileOf("octodns.yaml"))).toEqual(lines.sort());
  });

  it("of CloudFormation makes the records in a hosted zone of Route 53", () => {
    expect(readBy("cloudformation", fileOf("cloudformation.json"))).toEqual(RECORDS.map(inZone).sort());
  });

  it("of a stack that is opened in AWS makes exactly the missing records", async () => {
    const kept: string[] = [];
    const templates = { keep: async (template: string) => `https://s3.example/${kept.push(template)}` };
    const [missing, optional] = [RECORDS.slice(2), advisedRecordOf("oxfordstones.example")];
    await stackLink(onboardingOf(), { missing, optional, wantsDmarc: true }, templates);
    expect(readBy("cloudformation", kept[0] ?? "")).toEqual([...missing, optional].map(inZone).sort());
  });
});
