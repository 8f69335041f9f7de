import { describe, expect, it } from "vitest";
import type { DnsResolver } from "#core/dns/observation";
import { publicKeyTexts } from "#core/domain-connect/public-key";
import {
  checkLinkKey,
  checkReports,
  checkTemplates,
  type TemplateAtProvider,
} from "../../functions/examine-deployment/checks/one-click.ts";
import { type Holding, memorySession } from "../diagnosis/memory-session.ts";

const KEY = Buffer.from("k".repeat(300)).toString("base64");
const NAME = "TXT _dck1.platform.example";

const dns = (held: Readonly<Record<string, readonly string[] | "unknown">>): DnsResolver => ({
  open: () => memorySession("platform.example", [new Map(Object.entries(held)) as Holding]),
});

const source = (answers: readonly TemplateAtProvider[] = []) => ({
  providerId: "platform.example",
  readPublicKey: async () => KEY,
  askProviders: async () => answers,
});

describe("the public key of links", () => {
  it.each([
    ["is all right where it is published", { [NAME]: publicKeyTexts(KEY) }, "ok", "_dck1.platform.example"],
    ["is a problem where it is missing", {}, "problem", "no public key"],
    ["is a problem where another one is", { [NAME]: publicKeyTexts(KEY.slice(4)) }, "problem", "another key"],
    [
      "is a problem under a doubled domain",
      { [`${NAME}.platform.example`]: publicKeyTexts(KEY) },
      "problem",
      "_dck1.platform.example.platform.example",
    ],
    ["is not known without an answer", { [NAME]: "unknown" as const }, "warning", "did not answer"],
  ])("%s", async (_fact, held, state, said) => {
    expect(await checkLinkKey(source(), dns(held))).toMatchObject({
      state,
      said: expect.stringContaining(said),
    });
  });
});

it("lists which known DNS providers have the template, and warns where none has it", async () => {
  const some = [
    { provider: "Cloudflare", isKnown: true },
    { provider: "GoDaddy", isKnown: false },
    { provider: "IONOS", isKnown: undefined },
  ];
  expect(await checkTemplates(source(some))).toMatchObject({
    state: "ok",
    said: "known at Cloudflare; not yet at GoDaddy; no answer from IONOS",
  });
  expect((await checkTemplates(source(some.slice(1)))).state).toBe("warning");
  expect((await checkTemplates(source(some.slice(2)))).state).toBe("ok");
});

it.each([
  ["the wildcard of its domain", (name: string) => ({ [name]: ["v=DMARC1"] }), "ok"],
  ["nothing", () => ({}), "warning"],
  ["another text", (name: string) => ({ [name]: ["v=spf1 -all"] }), "warning"],
  ["no answer", (name: string) => ({ [name]: "unknown" as const }), "warning"],
] as const)("knows whether reports are sent to the declared address, by %s", async (_how, held, state) => {
  let asked = "";
  const resolver: DnsResolver = {
    open() {
      const session = dns({}).open();
      return {
        ...session,
        ask(questions) {
          asked = questions[0]?.name ?? "";
          return dns(held(`TXT ${asked}`))
            .open()
            .ask(questions);
        },
      };
    },
  };
  const check = await checkReports("dmarc@platform.example", resolver);
  expect(check.state).toBe(state);
  expect(asked).toMatch(/^nobody-\w+\.example\._report\._dmarc\.platform\.example$/);
  if (state === "warning") expect(check.todo).toMatch(/_report\._dmarc\.platform\.example TXT|Try again/);
});
