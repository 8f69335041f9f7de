import { describe, expect, it } from "vitest";
import { readCustomerModel } from "../../../infra/bench/time/customer-model.ts";
import { type Life, lifeOf } from "../../../infra/bench/time/life.ts";
import { simulatedIdentity } from "../../../infra/bench/time/simulated-ses.ts";

const HOUR_MS = 3_600_000;

const model = await readCustomerModel();
const losing = { ...model, loss: { ...model.loss, share: 1 } };
const lives = Array.from({ length: 40 }, (_, number) => lifeOf(number, 9, losing));

/** Returns SES's final status if its state is read at every interval. */
function statusAtEnd(life: Life, everyMs: number) {
  const identity = simulatedIdentity(life, life.createdMs);
  identity.setMailFrom(life.createdMs);
  for (let atMs = life.createdMs; atMs < life.endMs; atMs += everyMs) identity.isMissing(atMs);
  return identity.status(life.endMs);
}

describe("an identity in simulated SES", () => {
  it("reaches the same status however often it is read", () => {
    const often = lives.map((life) => statusAtEnd(life, HOUR_MS / 4));
    expect(often).toEqual(lives.map((life) => statusAtEnd(life, 400 * HOUR_MS)));
    expect(new Set(often.map(({ dkim }) => dkim)).size).toBeGreaterThan(1);
  });
});
