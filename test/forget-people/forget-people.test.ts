import { expect, it } from "vitest";
import { PEOPLE_KEPT_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { forgetPeople } from "../../functions/forget-people/forget-people.ts";
import { DATA, startIntake } from "../receive-ticket/fixture.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;
const PEOPLE = {
  requester: "ann@agency.example",
  fromAddresses: ["bob@oxfordstones.example"],
  dnsContact: "erin@agency.example",
  replyAddress: "carol@oxfordstones.example",
  migratingFrom: { addresses: ["dan@oxfordstones.example"] },
};
const NAMES = /ann@|bob@|carol@|dan@|erin@|T-1041|T-2/;

async function closed(transition: "cancel" | "expire" | "fail" | undefined) {
  const { table, request } = startIntake();
  await request(PEOPLE);
  await request({ ...PEOPLE, ticket: "T-2" }, "msg_2");
  const type = transition === "cancel" ? ("cancelled" as const) : ("expired" as const);
  await changeOnboarding(table, FIRST, () => ({
    ...(transition && { transition, event: { type, at: NOW, by: "sendworthy" } }),
  }));
  return {
    table,
    read: () => readOnboarding(table, FIRST),
    forget: (time: number) => forgetPeople({ time }, { table, queue: table }),
    /**
     * Returns the items that the table holds after its time to live has deleted those that are due by then.
     */
    left: (time: number) =>
      table.items().filter(({ sk, forgetAt }) => sk !== "project" && !(Number(forgetAt) <= time / 1000)),
  };
}

it.each(["cancel", "expire"] as const)(
  "forgets after 90 days who was involved, once closed by %s",
  async (transition) => {
    const { read, forget, left } = await closed(transition);
    expect(await forget(NOW + PEOPLE_KEPT_MS - 1)).toEqual({ forgotten: 0 });
    expect(JSON.stringify(left(NOW))).toMatch(NAMES);
    expect(await forget(NOW + PEOPLE_KEPT_MS)).toEqual({ forgotten: 1 });
    expect(JSON.stringify(left(NOW + PEOPLE_KEPT_MS))).not.toMatch(NAMES);
    // The cleanup of the identity in SES needs these fields.
    expect(await read()).toMatchObject({
      identity: "oxfordstones.example",
      owner: DATA.owner,
      project: DATA.project,
    });
  },
);

it("forgets people once", async () => {
  const { read, forget } = await closed("cancel");
  await Promise.all([forget(NOW + PEOPLE_KEPT_MS), forget(NOW + PEOPLE_KEPT_MS)]);
  expect(await forget(NOW + 2 * PEOPLE_KEPT_MS)).toEqual({ forgotten: 0 });
  expect((await read()).queue).toBeUndefined();
});

it("keeps the entry of a ticket that has another onboarding by now", async () => {
  const { table, forget } = await closed("cancel");
  const key = { pk: `ticket#generic#${DATA.ticket}`, sk: "ticket" };
  await table.commit([{ item: { ...key, version: 2, onboardingId: "onb_next" }, expectedVersion: 1 }]);
  await forget(NOW + PEOPLE_KEPT_MS);
  expect(await table.get(key)).toEqual({ ...key, version: 2, onboardingId: "onb_next" });
});

it("keeps what is open or can be redriven", async () => {
  for (const transition of [undefined, "fail"] as const) {
    const { forget, read } = await closed(transition);
    await forget(NOW + 10 * PEOPLE_KEPT_MS);
    expect((await read()).requester).toBe(PEOPLE.requester);
  }
});

it("continues if one of them can't be read", async () => {
  const { table, forget } = await closed("cancel");
  await table.commit([
    {
      item: { pk: "onb_broken", sk: "onboarding", version: 1, queue: "closed", dueAt: NOW },
      expectedVersion: undefined,
    },
  ]);
  expect(await forget(NOW + PEOPLE_KEPT_MS)).toEqual({ forgotten: 1 });
});
