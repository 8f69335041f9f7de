import { expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { changeLists } from "../../functions/from-addresses/change-lists.ts";
import { onboardingOf } from "../support/onboarding-fixture.ts";
import { addressesWorld } from "./addresses-world.ts";

const { project, identity } = onboardingOf();

/** Removes all addresses while other writers change the project first, this many times. */
async function removeAll(lost: number) {
  const world = await addressesWorld();
  await world.add(`news@${identity}`);
  let left = lost;
  const contested: typeof world.table = {
    ...world.table,
    async commit(puts) {
      left -= 1;
      return left < 0 && world.table.commit(puts);
    },
  };
  const answer = changeLists(contested, project, (lists) => ({ ...lists, fromAddresses: [] }));
  return { world, answer };
}

it.each([0, 1, 9])("changes the lists after %i writes that lost to others", async (lost) => {
  const { world, answer } = await removeAll(lost);
  const { statusCode, body = "" } = await answer;
  expect([statusCode, JSON.parse(body)]).toEqual([200, { project, fromAddresses: [] }]);
  expect((await world.project()).fromAddresses).toEqual([]);
});

it("gives up after ten writes that lost to others, and changes nothing", async () => {
  const { world, answer } = await removeAll(10);
  await expect(answer).rejects.toThrow(
    new TransientServiceError("The project was written by others 10 times in a row"),
  );
  expect((await world.project()).fromAddresses).toHaveLength(1);
});

it("knows only projects of the registry", async () => {
  const world = await addressesWorld();
  const answer = await world.ask("POST", `/news@${identity}/default`, {}, {}, "cambridge");
  expect(answer).toMatchObject({ status: 404, title: "There is no such project" });
});
