import { expect, it } from "vitest";
import { addressesIn, readRequestedAddresses } from "#core/projects/from-addresses/requested-address";

const FROM = ["news@stones.example", "shop@stones.example"];
const BEFORE = { provider: "Other", addresses: ["old@stones.example"] };
const REPLY = "office@stones.example";

it.each<[string, Parameters<typeof addressesIn>[0], object, object]>([
  ["nothing else", { fromAddresses: FROM }, {}, {}],
  ["a reply address", { fromAddresses: FROM, replyAddress: REPLY }, { replyAddress: REPLY }, {}],
  ["no mailbox", { fromAddresses: FROM, mailboxExists: false }, { mailboxExists: false }, {}],
  ["a mailbox", { fromAddresses: FROM, mailboxExists: true }, { mailboxExists: true }, {}],
  ["a previous provider", { fromAddresses: FROM, migratingFrom: BEFORE }, {}, { migratingFrom: BEFORE }],
  [
    "all of these",
    { fromAddresses: FROM, replyAddress: REPLY, mailboxExists: false, migratingFrom: BEFORE },
    { replyAddress: REPLY, mailboxExists: false },
    { migratingFrom: BEFORE },
  ],
])("takes the from addresses of a request with %s", (_name, request, each, all) => {
  const addresses = FROM.map((address) => ({ address, ...each }));
  expect(addressesIn(request)).toStrictEqual({ addresses, ...all });
});

it.each([
  [0, false],
  [1, true],
  [50, true],
  [51, false],
])("of %d addresses at once, says whether they are read: %s", (count, isRead) => {
  const addresses = Array.from({ length: count }, (_, number) => `news${number}@stones.example`);
  expect("asked" in readRequestedAddresses({ addresses }, "ticket")).toBe(isRead);
});
