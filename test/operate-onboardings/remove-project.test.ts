import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readProject } from "#core/projects/project";
import { foundId, listPartition } from "#core/search/entries";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { operatedWorld } from "./world.ts";

const PROJECT = "oxford-stones";

async function start(status: Onboarding["status"]) {
  const world = await operatedWorld({ status });
  const { onboardingId, owner } = await world.now();
  const list = async (id: string, at: string) => {
    const sk = `${at}#${id}`;
    expect(foundId({ sk })).toBe(id);
    const entry = { pk: listPartition("project", PROJECT), sk, version: 1 };
    await world.table.commit([{ item: entry, expectedVersion: undefined }]);
  };
  await list(onboardingId, "2026-11-23T09:00:00.000Z");
  const ask = async (method: string, sent?: unknown) => {
    const request = operatorsRequest(`${method} /projects/{project+}`, {
      parameters: { project: PROJECT },
      ...(sent !== undefined && { sent }),
    });
    const { statusCode, body = "" } = await operateOnboardings(request, world.deps);
    return { statusCode, body: JSON.parse(body) };
  };
  await ask("PUT", { owner, requesters: ["anna@oxfordstones.example"] });
  const requesters = async () => (await readProject(world.table, PROJECT)).current?.requesters;
  return { ask, requesters, owner, list };
}

it.each(["held", "requested", "confirmed", "lost"] as const)(
  "is refused while a set-up is %s",
  async (status) => {
    const { ask, requesters } = await start(status);
    const { statusCode, body } = await ask("DELETE");
    expect([statusCode, body.detail]).toEqual([409, "oxfordstones.example"]);
    expect(await requesters()).toHaveLength(1);
  },
);

it.each(["cancelled", "expired", "failed"] as const)("is done where all is %s", async (status) => {
  const { ask, requesters } = await start(status);
  expect((await ask("DELETE")).statusCode).toBe(200);
  expect(await requesters()).toBeUndefined();
});

it("is refused while the newest set-up is open, however many older ones are listed", async () => {
  const { ask, list } = await start("confirmed");
  for (let number = 100; number < 200; number += 1) await list(`onb_${number}`, "2026-10-01T09:00:00.000Z");
  expect((await ask("DELETE")).statusCode).toBe(409);
});

it("is done where the list names a set-up that does not exist any more", async () => {
  const { ask, list, requesters } = await start("cancelled");
  await list("onb_gone", "2026-10-01T09:00:00.000Z");
  expect((await ask("DELETE")).statusCode).toBe(200);
  expect(await requesters()).toBeUndefined();
});

it("keeps the requesters for the same owner, unless others are named", async () => {
  const { ask, requesters, owner } = await start("cancelled");
  await ask("DELETE");
  await ask("PUT", { owner });
  expect(await requesters()).toEqual(["anna@oxfordstones.example"]);
  await ask("DELETE");
  await ask("PUT", { owner, requesters: ["ben@oxfordstones.example"] });
  expect(await requesters()).toEqual(["ben@oxfordstones.example"]);
  await ask("DELETE");
  await ask("PUT", { owner: "somebody-else" });
  expect(await requesters()).toEqual([]);
});
