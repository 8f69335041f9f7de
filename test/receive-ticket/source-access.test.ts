import { expect, it } from "vitest";
import { configuration } from "#core/deployment-settings";
import { accessReader } from "../../functions/receive-ticket/source-access.ts";

const IDS = { generic: "g", zendesk: "z", freshdesk: "", jira: "j" };
const CONFIGURATION = configuration.parse({
  helpDesks: {
    zendesk: { baseUrl: "https://d.example", text: "/t" },
    freshdesk: { baseUrl: "https://f.example" },
  },
});

const readAccess = accessReader(
  IDS,
  async (secretId) => [`secret of ${secretId}`],
  async () => CONFIGURATION,
);

it("lets the generic source in without settings, and a help desk with a secret and settings", async () => {
  expect(await readAccess("generic")).toMatchObject({ secrets: ["secret of g"] });
  expect(await readAccess("zendesk")).toMatchObject({ secrets: ["secret of z"], settings: { text: "/t" } });
});

it("keeps a help desk out that lacks one of them", async () => {
  expect(await readAccess("freshdesk")).toBeUndefined();
  expect(await readAccess("jira")).toBeUndefined();
});
