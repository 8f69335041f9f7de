import { describe, expect, it } from "vitest";
import { reportSchema } from "../../infra/diagnose/report.ts";
import { D, diagnoseZone, fileWith, RIGHT, run } from "./world.ts";

const report = (stdout: string) => reportSchema.parse(JSON.parse(stdout));

describe("a domain whose records", () => {
  it("are right ends with 0, and needs no other check", async () => {
    const { code, stdout, stderr } = await diagnoseZone(RIGHT, ["--json"]);
    const { records, findings, nextLook, queries, ...rest } = report(stdout);
    expect({ code, stderr, findings, nextLook }).toEqual({
      code: 0,
      stderr: "",
      findings: [],
      nextLook: null,
    });
    expect(rest).toMatchObject({ domain: D, mailFrom: `email.${D}` });
    expect(records.map(({ purpose, type, state }) => [purpose, type, state])).toEqual([
      ...Array(3).fill(["dkim", "CNAME", "right"]),
      ["mail-from-mx", "MX", "right"],
      ["mail-from-spf", "TXT", "right"],
    ]);
    expect(records[0]).toMatchObject({ zone: D, hostInZone: "t1._domainkey", nameServers: [`ns1.${D}`] });
    expect(queries).toBeLessThanOrEqual(150);
  });

  it("are missing ends with 1, and gives the time of the next check", async () => {
    const { code, stdout } = await diagnoseZone("", ["--json"]);
    const { findings, nextLook } = report(stdout);
    expect(code).toBe(1);
    expect(findings.map(({ severity }) => severity)).toContain("blocking");
    expect(Date.parse(nextLook ?? "")).toBeGreaterThan(Date.now());
  });

  it("are unknown ends with 2", async () => {
    const { code, stdout } = await diagnoseZone(`${RIGHT}; @servfail email\n`, ["--json"]);
    expect(code).toBe(2);
    expect(report(stdout).records.map(({ state }) => state)).toEqual([
      ...Array(3).fill("right"),
      ...Array(2).fill("unknown"),
    ]);
  });

  it("are wrong in one place and unknown in another ends with 1", async () => {
    const { code } = await diagnoseZone(`${RIGHT.replace("t1.dkim", "t9.dkim")}; @servfail email\n`);
    expect(code).toBe(1);
  });
});

describe("the table", () => {
  it("is plain text in a pipe, with commands to reproduce the check, if that is asked for", async () => {
    const wrong = RIGHT.replace("eu-west-1", "us-east-1");
    const { stdout } = await diagnoseZone(wrong, ["--evidence"]);
    expect(stdout).toContain(`oxfordstones.example: something is wrong`);
    expect(stdout).toMatch(/^wrong +MX +email\.oxfordstones\.example/m);
    expect(stdout).toMatch(/^BLOCKING MX_OTHER_REGION {2}MX email\.oxfordstones\.example$/m);
    expect(stdout).toMatch(/^ {4}dig @127\.0\.0\.1 -p \d+ email\.oxfordstones\.example MX \+norecurse$/m);
    expect(stdout).not.toContain("\u001b");
    expect((await diagnoseZone(wrong)).stdout).not.toContain("dig @");
  });

  it("shows what strangers wrote without its control characters, and cut", async () => {
    const hostile = RIGHT.replace(
      /email TXT.*/,
      `email TXT "v=spf1 \\027[2J\\010\\226\\128\\174" ${'"x ttttttttt" '.repeat(400)}`,
    );
    for (const options of [[], ["--json"], ["--evidence"]]) {
      const { code, stdout } = await diagnoseZone(hostile, options);
      expect(code).toBe(1);
      expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]|\\u00(1b|08)/u);
      const lines = stdout.split("\n").filter((line) => !line.includes('"previous":'));
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1_100);
    }
  });

  it("shows a value that is to be replaced in full, because people find the record by it", async () => {
    const long = `v=spf1 ${Array.from({ length: 90 }, (_, at) => `ip4:203.0.113.${at}`).join(" ")} -all`;
    const chunks = long.match(/.{1,250}/g)?.map((chunk) => `"${chunk}"`);
    const { stdout } = await diagnoseZone(RIGHT.replace(/email TXT.*/, `email TXT ${chunks?.join(" ")}`), [
      "--json",
    ]);
    expect(report(stdout).findings.flatMap(({ edits }) => edits)).toMatchObject([{ previous: long }]);
  });
});

describe("--expect", () => {
  it("diagnoses any records", async () => {
    const file = fileWith([
      { name: `k1._domainkey.${D}`, type: "CNAME", values: ["dkim.other-provider.example."] },
      { name: D, type: "MX", values: ["10 mx1.other-provider.example", "20 mx2.other-provider.example"] },
      { name: D, type: "TXT", values: ["other-provider-check=1"] },
    ]);
    const zone = `k1._domainkey CNAME DKIM.other-provider.example.
@ MX 10 mx1.other-provider.example.
@ MX 20 mx2.other-provider.example.
@ TXT "other-provider-check=1"
`;
    const right = await diagnoseZone(zone, ["--json"], ["--expect", file]);
    expect(report(right.stdout)).toMatchObject({ mailFrom: null });
    expect(report(right.stdout).records.map(({ purpose, state }) => [purpose, state])).toEqual(
      Array(3).fill(["other", "right"]),
    );
    expect(right.code).toBe(0);
    expect((await diagnoseZone("", [], ["--expect", file])).code).toBe(1);
  });
});

it("says in one line how it is used", async () => {
  const { code, stdout, stderr } = await run(["--domain", D]);
  expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
  expect(stderr).toMatch(/^diagnose: --mail-from is needed \(usage: npm run diagnose -- .*\)\n$/);
});

it("reports an unknown option as a usage error, too", async () => {
  const { code, stderr } = await run(["--domains", D]);
  expect(code).toBe(64);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("'--domains'")]);
});
