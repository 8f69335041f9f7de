import { expect, it } from "vitest";
import { readRequest } from "#core/tickets/onboarding-request";

const RIGHT = { ticket: "T-1", project: "shop", requester: "admin@corp.internal" };
const addresses = (count: number) =>
  Array.from({ length: count }, (_, index) => `news-${index}@shop.corp.internal`);

it.each([
  ["a company's own suffix", ["corp.internal"]],
  ["no suffix", []],
])("takes one to twenty from addresses with %s", (_, suffixes) => {
  const domain = suffixes.length === 0 ? "d.example" : "shop.corp.internal";
  for (const count of [1, 2, 20]) {
    const fromAddresses = addresses(count).map((one) => one.replace("shop.corp.internal", domain));
    expect(readRequest({ ...RIGHT, fromAddresses }, suffixes)).toMatchObject({
      request: { fromAddresses, identity: domain },
    });
  }
});

it.each([
  ["none", []],
  ["twenty-one", addresses(21)],
  ["a number", 5],
  ["nothing", undefined],
  ["a long text", "news@shop.corp.internal"],
  ["an empty text", ""],
])("refuses %s as from addresses with a company's own suffix", (_, fromAddresses) => {
  expect(readRequest({ ...RIGHT, fromAddresses }, ["corp.internal"])).toMatchObject({
    faults: [{ field: "fromAddresses", expected: { key: "fault.from-addresses" } }],
  });
});
