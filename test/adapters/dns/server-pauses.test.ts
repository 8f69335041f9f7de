import { expect, it } from "vitest";
import { ServerPauses } from "#adapters/dns/server-pauses";

const ZONE = "oxford.example";
const SERVERS = [{ name: "a" }, { name: "b" }];

const ableAt = (pauses: ServerPauses, minute: number, zone = ZONE) =>
  pauses.able(SERVERS, zone, minute).map(({ name }) => name);

/** Lets server a fail in these minutes. */
function failing(...minutes: number[]): ServerPauses {
  const pauses = new ServerPauses();
  for (const minute of minutes) pauses.note("a", ZONE, false, minute);
  return pauses;
}

it.each([
  ["the first failure", [10], 1],
  ["the second", [9, 10], 2],
  ["the third", [8, 9, 10], 4],
  ["the fourth", [7, 8, 9, 10], 5],
  ["the ninth", [2, 3, 4, 5, 6, 7, 8, 9, 10], 5],
  ["several failures in one minute, which count as one", [10, 10, 10], 1],
])("pauses a server after %s for as many minutes as it should", (_, minutes, pause) => {
  const pauses = failing(...minutes);
  expect(ableAt(pauses, 10 + pause - 1)).toEqual(["b"]);
  expect(ableAt(pauses, 10 + pause)).toEqual(["a", "b"]);
});

it("pauses a server for the zone in which it failed alone", () => {
  expect(ableAt(failing(10), 10, "other.example")).toEqual(["a", "b"]);
});

it("begins with the shortest pause again after an answer", () => {
  const pauses = failing(8, 9);
  pauses.note("a", ZONE, true, 10);
  expect(ableAt(pauses, 10)).toEqual(["a", "b"]);
  pauses.note("a", ZONE, false, 10);
  expect(ableAt(pauses, 11)).toEqual(["a", "b"]);
});

it("keeps the pause of a server when another one answers, or answers for another zone", () => {
  const pauses = failing(10);
  pauses.note("b", ZONE, true, 10);
  pauses.note("a", "other.example", true, 10);
  expect(ableAt(pauses, 10)).toEqual(["b"]);
});

it("ignores a pause that a clock set which was far ahead", () => {
  // The pause lasts until minute 11, so at minute 6 it has its longest time left.
  expect(ableAt(failing(10), 6)).toEqual(["b"]);
  expect(ableAt(failing(10), 5)).toEqual(["a", "b"]);
});

it("forgets the oldest failure after twenty thousand", () => {
  const pauses = failing(10);
  for (let zone = 1; zone < 20_000; zone += 1) pauses.note("a", `${zone}.example`, false, 10);
  expect(ableAt(pauses, 10)).toEqual(["b"]);
  pauses.note("a", "last.example", false, 10);
  expect(ableAt(pauses, 10)).toEqual(["a", "b"]);
  expect(ableAt(pauses, 10, "1.example")).toEqual(["b"]);
});
