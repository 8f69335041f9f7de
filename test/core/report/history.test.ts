import { expect, it } from "vitest";
import { onboardingEvent } from "#core/onboarding/event";
import { stage } from "#core/onboarding/stage";
import { historyOf } from "#core/report/history";
import { createRandom } from "../../support/random.ts";
import { randomHistory } from "./random-history.ts";

const ITEMS = Array.from({ length: 4 }, (_, index) =>
  randomHistory("onb_1", createRandom(index), Date.UTC(2026, 6, 1)),
).reduce((one, other) => (one.length < other.length ? other : one));

const OTHERS = ["onboarding", "message#00000001"].map((sk) => ({ pk: "onb_1", sk, version: 1 }));

const ofKind = (kind: string) => ITEMS.filter(({ sk }) => sk.startsWith(kind));

it.each([
  ["forwards", [...ITEMS, ...OTHERS]],
  ["backwards", [...OTHERS, ...ITEMS.toReversed()]],
])("puts events and stages in order if their items come %s", (_, items) => {
  expect(ofKind("stage#").length).toBeGreaterThan(2);
  expect(historyOf(items)).toEqual({
    events: ofKind("event#").map((item) => onboardingEvent.parse(item)),
    stages: ofKind("stage#").map((item) => stage.parse(item)),
  });
});
