import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { columns } from "../../infra/ops/columns.ts";
import { ACTIONS } from "../../infra/ops/commands/actions.ts";
import { COMMANDS } from "../../infra/ops/commands.ts";
import { helpOf, helpOfAll } from "../../infra/ops/help.ts";
import SENTENCES from "../../locales/en.json" with { type: "json" };
import { opsHere } from "../support/run-ops.ts";

const script = fileURLToPath(new URL("../../infra/ops.ts", import.meta.url));

/** An environment in which the SDK finds no Region, whatever this machine has configured. */
const { AWS_REGION: _region, AWS_DEFAULT_REGION: _default, AWS_PROFILE: _profile, ...others } = process.env;
const NO_AWS = { ...others, AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };

/** No server answers there: an answer from it would be a failure, and not wrong usage. */
const NOWHERE = "http://127.0.0.1:9";

/** Runs the program itself, as a person does. */
function program(...given: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script, ...given],
      { env: NO_AWS },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}

it.each([
  [[], "redrive"],
  [["restart"], "redrive"],
  [["redrive", "all"], "all"],
  [["redrive", "--now"], "--now"],
  [["redrive", "--aws-url", "localhost"], "--aws-url"],
  [["show"], "say which onboarding"],
  [["show", "onb_1", "onb_2"], "onb_2"],
  [["projects"], "list, show, put, remove"],
  [["projects", "put"], "say which project"],
  [["projects", "list", "oxford"], "takes no project"],
  [["approve", "1004", "--aws-url", NOWHERE], "--what: request, without-mail-from or dkim-recreation"],
  [["approve", "1004", "--what", "all", "--aws-url", NOWHERE], "--what"],
  [["approve", "--aws-url", NOWHERE], "--what"],
  [["approve", "--what", "all", "--aws-url", NOWHERE], "say which onboarding"],
  [["amend", "1004", "--aws-url", NOWHERE], "--mail-from"],
  [["reissue-link", "1004", "--replaces", "one", "--aws-url", NOWHERE], "--replaces: "],
  [["contact", "1004", "--aws-url", NOWHERE], "--address, --none"],
  [["contact", "1004", "--none", "--address", "a@b.example", "--aws-url", NOWHERE], "--address, --none"],
  [["show", "1004", "--link", "--aws-url", NOWHERE], "--because"],
  [["show", "--because", "x", "--aws-url", NOWHERE], "say which onboarding"],
  [["show", "1004", "--because", "x", "--aws-url", NOWHERE], "--because"],
  [["from-addresses"], "list, add, default, in-use, remove, alignment"],
  [["from-addresses", "list"], "say which project"],
  [["list", "--status", "held", "--status", "ready", "--aws-url", NOWHERE], "--status: give it once"],
  [["amend", "1004", "--mail-from", "a", "--mail-from", "b", "--aws-url", NOWHERE], "--mail-from: give"],
  [["list", "--aws-url", NOWHERE, "--aws-url", NOWHERE], "--aws-url: give it once"],
])("answers %j with one line that says how it is used, and 64", async (given, named) => {
  const { code, stdout, stderr } = await opsHere(...given);
  expect([code, stdout]).toEqual([64, ""]);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("npm run ops -- --help")]);
  expect(stderr).toContain(named);
});

it("is a program that exits with what a command answers, and writes what it writes", async () => {
  for (const given of [
    ["redrive", "--now"],
    ["redrive", "--help"],
  ])
    expect(await program(...given)).toEqual(await opsHere(...given));
});

it("reports in one line that no server answers", async () => {
  for (const given of [["redrive"], ["list"], ["check", "onb_1"]]) {
    const { code, stderr } = await opsHere(...given, "--aws-url", "http://127.0.0.1:9");
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(/^ops: .*ECONNREFUSED/)]);
  }
});

it("names the local cloud, or the variable to set, if no Region is configured", async () => {
  const { code, stderr } = await program("list");
  // If a local cloud runs on its usual port, it is used, and the output names it.
  const isRunning = stderr.includes("this is the local cloud at http://127.0.0.1:4566");
  if (isRunning) return;
  expect([code, stderr]).toEqual([
    64,
    expect.stringContaining("set AWS_REGION, or start a local cloud (npm start)"),
  ]);
});

it("says which file is missing", async () => {
  const { code, stderr } = await opsHere(
    "projects",
    "put",
    "a",
    "--file",
    "/no/such.json",
    "--aws-url",
    "http://127.0.0.1:9",
  );
  expect([code, stderr.trim()]).toEqual([64, expect.stringContaining("there is no file /no/such.json")]);
});

/** The commands that messages ask people to run; a placeholder in a message stands for any value. */
const SAID = [
  ...new Set(
    Object.values(SENTENCES).flatMap((sentence) =>
      [...sentence.matchAll(/npm run ops -- ([a-z-]+(?: (?:--)?[\w{}-]+)*)/g)].map(([, said = ""]) => said),
    ),
  ),
].filter((said) => (said.split(" ")[0] ?? "") in ACTIONS);

it.each(SAID)("takes the command that a message names as it is: %s", (said) => {
  const [name = "", ...args] = said.split(" ");
  const { usages, options } = ACTIONS[name] ?? { usages: [], options: {} };
  const given = args.filter((arg) => arg.startsWith("--"));
  const needed =
    usages
      .join(" ")
      .replaceAll(/\[[^\]]*\]/g, "")
      .match(/--[\w-]+/g) ?? [];
  expect(given).toEqual(expect.arrayContaining(needed));
  expect(Object.keys(options).map((option) => `--${option}`)).toEqual(expect.arrayContaining(given));
});

it.each(Object.keys(COMMANDS))("answers %s --help and -h", async (name) => {
  const [long, short] = [await opsHere(name, "--help"), await opsHere(name, "x", "-h")];
  expect(long).toEqual({ code: 0, stdout: expect.stringMatching(/^usage: npm run ops -- /), stderr: "" });
  expect(short).toEqual(long);
});

it("explains itself with --help", async () => {
  const all = await program("--help");
  expect(all).toEqual({ code: 0, stdout: `${helpOfAll(COMMANDS)}\n`, stderr: "" });
  const one = await program("approve", "--help");
  expect([one.code, one.stderr]).toEqual([0, ""]);
  expect(one.stdout).toMatch(
    /^usage: npm run ops -- approve TICKET\|DOMAIN\|ADDRESS\|ID --what WHAT \[--accept-changes\]\n/,
  );
});

it.each(Object.entries(COMMANDS))("explains %s and each of its options", (name, command) => {
  expect(helpOfAll(COMMANDS)).toMatch(new RegExp(`^ {2}${name} +${command.summary}$`, "m"));
  const lines = helpOf(name, command).split("\n");
  for (const option of [...Object.keys(command.options), "aws-url", "stack", "json", "help"])
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ {2}--${option} .*\\S$`)));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});

it("removes control sequences from values of strangers", () => {
  expect(columns([["a\u001b[2Jb", "c\u202ed"]])).toEqual(["a\ufffd[2Jb  c\ufffdd"]);
});

it("aligns columns, and fits them into 100 without touching names", () => {
  const id = "onb_01M8A2074NGZZWMES9T2KN3FKZ";
  const lines = columns([
    ["ONBOARDING", "DOMAIN", "PROJECT"],
    [id, "a-very-long-name.".repeat(5), "project of a company with a long name"],
  ]);
  expect(lines[0]).toMatch(/^ONBOARDING {22}DOMAIN +PROJECT$/);
  expect(lines[1]).toHaveLength(100);
  expect(lines[1]).toMatch(new RegExp(`^${id}  .*…  project of`));
});

it("leaves it to the answer of the API to say what a cancellation does", () => {
  expect(SENTENCES["operators.action.cancel-effect"]).toContain("notified");
  expect(SENTENCES["operators.commands.cancel.done"]).not.toMatch(/notified|message/);
});
