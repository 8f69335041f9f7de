import { beforeEach, expect, it } from "vitest";
import type { Mail } from "#core/notices/channels";
import { indexOnboarding } from "#core/search/index-onboarding";
import { mailWeek } from "../../functions/report-numbers/mail-week.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";

const MONDAY = Date.UTC(2026, 10, 30, 6);
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

let world: ReturnType<typeof startWorld>;

function startWorld(recipients = ["ada@platform.example", "bob@platform.example"]) {
  const table = memoryTable();
  const mails: Mail[] = [];
  const failures: string[] = [];
  const refusing = new Set<string>();
  const deps = {
    ...{ table, trail: table, partitions: table, senderAddress: "setup@platform.example" },
    consoleUrl: undefined,
    mailer: {
      async send(mail: Mail) {
        if (refusing.has(mail.to)) throw new Error("MessageRejected");
        mails.push(mail);
      },
    },
    recipients: async () => recipients,
    reportFailure: (week: string) => failures.push(week),
  };
  const run = (time: number) => mailWeek({ time }, deps);
  return { table, mails, failures, refusing, run, to: () => mails.map(({ to }) => to) };
}

beforeEach(() => {
  world = startWorld();
});

it("sends one mail a week to each address, from Monday at 6", async () => {
  const { run, mails, to } = world;
  const first = onboardingOf();
  await keep(world.table, first, { type: "requested", at: BEGUN_AT, by: "support" });
  await indexOnboarding(first.onboardingId, MONDAY, { table: world.table, partitions: world.table });
  for (let hour = 0; hour < 5 * 24; hour += 1) await run(MONDAY + hour * HOUR);
  expect(to()).toEqual(["ada@platform.example", "bob@platform.example"]);
  expect(mails[0]).toMatchObject({ subject: expect.stringContaining("Week of 2026-11-23"), automatic: true });
  expect(mails[0]?.text).toContain("- Opened: 1 (before: 0)");
  await run(MONDAY + WEEK);
  expect(to()).toHaveLength(4);
  expect(mails[2]?.subject).toContain("Week of 2026-11-30");
});

it("sends nothing twice when two runs come at once", async () => {
  await Promise.all([world.run(MONDAY), world.run(MONDAY)]);
  expect(new Set(world.to()).size).toBe(world.to().length);
  await world.run(MONDAY + HOUR);
  expect(world.to().sort()).toEqual(["ada@platform.example", "bob@platform.example"]);
});

it("tries an address that SES refuses five times, and the others not again", async () => {
  world.refusing.add("ada@platform.example");
  for (let hour = 0; hour < 48; hour += 1) await world.run(MONDAY + hour * HOUR);
  expect([world.to(), world.failures]).toEqual([
    ["bob@platform.example"],
    Array.from({ length: 5 }, () => "2026-11-23"),
  ]);
});

it("tells how many mails a run sent", async () => {
  world.refusing.add("ada@platform.example");
  expect(await world.run(MONDAY)).toEqual({ sent: 1 });
  world.refusing.clear();
  expect(await world.run(MONDAY + HOUR)).toEqual({ sent: 1 });
  expect(await world.run(MONDAY + 2 * HOUR)).toEqual({ sent: 0 });
  expect(await startWorld().run(MONDAY)).toEqual({ sent: 2 });
});

it("makes up for a run that died while it sent", async () => {
  const { table, run, to } = world;
  const recipients = { "ada@platform.example": { tries: 1, begunAt: MONDAY } };
  const item = { pk: "weekly-report", sk: "2026-11-23", version: 1, recipients };
  await table.commit([{ item, expectedVersion: undefined }]);
  await run(MONDAY + 60_000);
  expect(to()).toEqual(["bob@platform.example"]);
  await run(MONDAY + HOUR);
  expect(to()).toEqual(["bob@platform.example", "ada@platform.example"]);
});

it("reads nothing where no address is configured", async () => {
  const { run, table, mails } = startWorld([]);
  expect(await run(MONDAY)).toEqual({ sent: 0 });
  expect([table.items(), mails]).toEqual([[], []]);
});
