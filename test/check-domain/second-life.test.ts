import { expect, it } from "vitest";
import { onboardingEvent } from "#core/onboarding-event";
import { changeOnboarding } from "#core/onboarding-store";
import { confirm } from "#core/signals";
import { lost } from "#core/watch/trouble";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const HOUR = 3_600_000;

it("tells the platform of each confirmation and each verification, by an id of its own", async () => {
  const world = await startChecking();
  const { table, ses, publishAll, read } = world;
  const life = async (beginning: number, attempt: number): Promise<void> => {
    await changeOnboarding(table, ID, (current) => confirm(current, beginning));
    for (const hour of [1, 2, 3]) {
      ses.verify((await read()).identity);
      await world.check(beginning + hour * HOUR, 0, table, attempt);
    }
    expect((await read()).status).toBe("verified");
    for (const transition of ["configure", "complete"] as const)
      await changeOnboarding(table, ID, () => ({ transition }));
  };
  publishAll();
  await life(NOW, 1);
  await changeOnboarding(table, ID, (current) => lost(current, { records: [] }, NOW + 100 * HOUR));
  await life(NOW + 101 * HOUR, 2);

  const told = table
    .items()
    .flatMap((item) => (item.sk.startsWith("event#") ? onboardingEvent.parse(item) : []));
  expect(told.filter(({ type }) => type === "confirmed")).toHaveLength(2);
  expect(told.filter(({ type }) => type === "verified")).toHaveLength(2);
  const ids = told.flatMap(({ notices }) => notices.map(({ noticeId }) => noticeId));
  expect(new Set(ids).size).toBe(ids.length);
});
