import { expect, it } from "vitest";
import { ACTIONS } from "../../infra/ops/commands/actions.ts";
import { COMMANDS } from "../../infra/ops/commands.ts";
import { serveAws } from "../support/aws-server.ts";
import { opsHere } from "../support/run-ops.ts";

const LONG = {
  ...{ onboardingId: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X", identity: "longexample.com", ticket: "LONG" },
  ...{ project: "gamma", owner: "long", status: "confirmed" },
  ...{ alsoTickets: ["4711"], fromAddresses: ["news@longexample.com"] },
};

const DONE = { onboardingId: LONG.onboardingId, status: "confirmed", outcome: "done" };

/** What a command needs beside the name of the onboarding. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  approve: ["--what", "request"],
  amend: ["--mail-from", "mail.longexample.com"],
  "reissue-link": ["--replaces", "1"],
  contact: ["--none"],
  show: ["--link", "--because", "a call"],
};

const ACTING = [...Object.keys(ACTIONS), "show"];

/** Serves the parameter with the API's address, and the API; keeps the paths to which something was posted. */
async function deployment({ status = 200, result = DONE }: { status?: number; result?: object } = {}) {
  const posted: string[] = [];
  const json = (body: object, code = 200) => ({
    status: code,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const url: string = await serveAws({
    matches: () => true,
    async handle({ method, path, headers }) {
      if (headers["x-amz-target"] === "AmazonSSM.GetParameter") return json({ Parameter: { Value: url } });
      if (method === "GET") return json({ onboardings: [LONG], next: null });
      posted.push(path);
      return json({ ...result, url: "https://setup.example/link" }, status);
    },
  });
  return { posted, run: (...given: string[]) => opsHere(...given, "--aws-url", url) };
}

it.each(ACTING)("changes nothing if the name for %s is only a beginning", async (command) => {
  const { posted, run } = await deployment();
  const { code, stdout, stderr } = await run(command, "LON", ...(NEEDED[command] ?? []));
  expect([code, stdout, posted]).toEqual([64, "", []]);
  expect(stderr.trim().split("\n")).toEqual([
    expect.stringContaining(
      `No ticket, domain, address or id is exactly “LON”. Did you mean LONG (longexample.com, ${LONG.onboardingId})?`,
    ),
  ]);
});

it.each(ACTING)("lets %s act on an exact address", async (command) => {
  const { posted, run } = await deployment();
  expect((await run(command, "News@LongExample.com", ...(NEEDED[command] ?? []))).code).toBe(0);
  expect(posted).toEqual([expect.stringContaining(LONG.onboardingId)]);
});

it.each(Object.keys(COMMANDS))("refuses an empty argument of %s", async (command) => {
  const { posted, run } = await deployment();
  for (const empty of ["", "  ", "\t"]) {
    const { code, stdout, stderr } = await run(command, empty, ...(NEEDED[command] ?? []));
    expect([code, stdout, posted]).toEqual([64, "", []]);
    expect(stderr).toContain("an argument is empty");
  }
});

it("refuses an empty argument beside others", async () => {
  const { posted, run } = await deployment();
  for (const given of [
    ["from-addresses", "remove", "gamma", ""],
    ["from-addresses", "add", "gamma", "a@longexample.com", " "],
    ["projects", "remove", ""],
    ["cancel", "LONG", ""],
  ])
    expect(await run(...given)).toMatchObject({ code: 64, stderr: /an argument is empty/ });
  expect(posted).toEqual([]);
});

it("says how to confirm what the API wants confirmed", async () => {
  const confirm = { acceptChanges: true };
  const result = { title: "This changes something that runs", detail: "acceptChanges.example", confirm };
  const refused = await deployment({ status: 409, result });
  const { code, stderr } = await refused.run("approve", "LONG", "--what", "request");
  expect([code, stderr]).toEqual([
    1,
    "ops: This changes something that runs: acceptChanges.example. To confirm, repeat the command with --accept-changes\n",
  ]);
});

it("says how to confirm an answer that changed nothing yet", async () => {
  const waits = { ...DONE, outcome: "unchanged" };
  const plan = { ...waits, because: "Publish these first: MX", confirm: { acceptChanges: true } };
  const amending = await deployment({ result: plan });
  const amended = await amending.run("amend", "LONG", "--mail-from", "m.long.com");
  expect(amended.stdout).toContain(
    "Publish these first: MX. To confirm, repeat the command with --accept-changes",
  );
  const gone = { ...waits, because: "Once it is confirmed, yes.example goes", confirm: { yes: true } };
  const released = await (await deployment({ result: gone })).run("release", "LONG", "--json");
  expect(JSON.parse(released.stdout)).toMatchObject({
    because: "Once it is confirmed, yes.example goes. To confirm, repeat the command with --yes",
  });
});

it("explains an answer of another form in one line", async () => {
  const { run } = await deployment({ result: { ...DONE, status: 4, outcome: "later" } });
  const { code, stderr } = await run("check", "LONG");
  expect([code, stderr]).toEqual([
    1,
    "ops: the answer has another form than expected (status, outcome): check that this version is the one that is deployed\n",
  ]);
});
