import { expect, it } from "vitest";
import { domainRulesReader } from "#platform/settings/domain-rules";
import { store } from "../../support/stored-settings.ts";

it("adds the domains of the platform's own addresses to the deployer's rules", async () => {
  store("ssm", "/sendworthy/configuration", { domains: { deny: ["old.example"] } });
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
