import { expect, it } from "vitest";
import { askRemainingServers } from "#core/diagnosis/ask-remaining-servers";
import { gather } from "#core/diagnosis/model/answers";
import { D, held, observed, sessionKnowing } from "./observed.ts";

const NAME = `a.${D}`;

it("asks only what was not answered", async () => {
  const later = [observed(NAME, "TXT", held("later")), observed(NAME, "MX", held("10 mx.example"))];
  const session = sessionKnowing(later);
  const ask = askRemainingServers(gather([observed(NAME, "TXT", held("first"))]), session, D);
  expect(await ask(NAME, "TXT")).toEqual(held("first"));
  expect(session.asked).toEqual([]);
  expect(await ask(NAME, "MX")).toEqual(held("10 mx.example"));
  expect(session.asked).toEqual([{ name: NAME, type: "MX", through: "one-server" }]);
  expect(await ask("mx.example", "A")).toMatchObject({ kind: "absent" });
  expect(session.asked[1]).toEqual({ name: "mx.example", type: "A", through: "resolver" });
});

it("asks no reverse name", async () => {
  const session = sessionKnowing([]);
  const ask = askRemainingServers(gather([]), session, D);
  expect(await ask("1.2.0.192.in-addr.arpa", "PTR")).toEqual({ kind: "unknown", reason: "refused" });
  expect(session.asked).toEqual([]);
});
