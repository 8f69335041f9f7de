import { expect, it } from "vitest";
import { expectedOf } from "#core/diagnosis/model/subject";

it.each([
  [{}, {}],
  [{ priority: 10 }, { priority: 10 }],
  [{ priority: 0 }, { priority: 0 }],
])("expects a required record of %j", (said, more) => {
  const required = {
    purpose: "mail-from-mx",
    name: "a.example.com",
    type: "MX",
    value: "f.example",
    ttl: 60,
    ...said,
  } as const;
  expect(expectedOf(required)).toStrictEqual({
    purpose: "mail-from-mx",
    name: "a.example.com",
    type: "MX",
    values: ["f.example"],
    ...more,
  });
});
