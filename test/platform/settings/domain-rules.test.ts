import { DEFAULT_PROVIDERS } from "@aws-lambda-powertools/parameters/base";
import { expect, it, onTestFinished } from "vitest";
import { domainRulesReader } from "#platform/settings/domain-rules";

/** Stores one parameter until the test ends. */
function store(name: string, value: object): void {
  const before = { ...DEFAULT_PROVIDERS };
  onTestFinished(() => {
    Reflect.deleteProperty(DEFAULT_PROVIDERS, "ssm");
    Object.assign(DEFAULT_PROVIDERS, before);
  });
  DEFAULT_PROVIDERS["ssm"] = {
    get: async (asked) => (asked === name ? JSON.stringify(value) : undefined),
    getMultiple: async () => undefined,
  };
}

it("adds the domains of the platform's own addresses to the deployer's rules", async () => {
  store("/sendworthy/configuration", { domains: { deny: ["old.example"] } });
  const read = domainRulesReader({
    CONFIGURATION_PARAMETER: "/sendworthy/configuration",
    SENDER_ADDRESS: "setup@mail.platform.example",
    SUPPORT_ADDRESS: "help@support.example",
  });
  expect(await read()).toEqual({
    allow: [],
    deny: ["old.example"],
    own: ["mail.platform.example", "support.example"],
  });
});
