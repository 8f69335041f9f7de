import { expect, it } from "vitest";
import { comparePauses } from "#core/watch/paused-tenants";

const NOW = 1000;
const a = { name: "a", seenAt: 1 };

it.each([
  ["nothing is paused", [], [], [], []],
  ["a pause begins", [], [{ name: "a" }], [{ name: "a", seenAt: NOW }], [{ name: "a", seenAt: NOW }]],
  ["a pause goes on", [a], [{ name: "a" }], [], [a]],
  ["a pause ends", [a], [], [], []],
  [
    "one begins while another goes on, with the reason of SES",
    [a],
    [{ name: "a", cause: "complaints" }, { name: "b" }],
    [{ name: "b", seenAt: NOW }],
    [
      { ...a, cause: "complaints" },
      { name: "b", seenAt: NOW },
    ],
  ],
])("tells that %s", (_, before, paused, begun, known) => {
  expect(comparePauses(before, paused, NOW)).toEqual({ begun, known });
});
