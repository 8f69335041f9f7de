import { expect, it } from "vitest";
import * as z from "zod";
import { configuration } from "#core/deployment-settings";
import { accessReader } from "../../functions/receive-ticket/source-access.ts";

const CONFIGURATION = configuration.parse({
  helpDesks: {
    zendesk: { baseUrl: "https://d.example", text: "/t" },
    freshdesk: { baseUrl: "https://f.example" },
  },
});

const SECRETS: Readonly<Record<string, string>> = { zendesk: "z" };

const readers = {
  readGenericSecret: async () => ["g"],
  readDeskSecret: async (desk: string) => [z.string().parse(SECRETS[desk])],
  readConfiguration: async () => CONFIGURATION,
};
const readAccess = accessReader(readers);

it("accepts the generic source without settings, and a help desk with a secret and settings", async () => {
  expect(await readAccess("generic")).toMatchObject({ kind: "open", secrets: ["g"] });
  expect(await readAccess("zendesk")).toMatchObject({
    kind: "open",
    secrets: ["z"],
    settings: { text: "/t" },
  });
});

it("refuses a help desk that lacks one of them, and says which", async () => {
  expect(await readAccess("freshdesk")).toEqual({ kind: "secret-unusable" });
  expect(await readAccess("jira")).toEqual({ kind: "switched-off" });
});

it("refuses a source whose secret is not JSON", async () => {
  const readGenericSecret = async () => JSON.parse("current=x");
  const reader = accessReader({ ...readers, readGenericSecret });
  expect(await reader("generic")).toEqual({ kind: "secret-unusable" });
});

it("fails where the secret can't be read just now", async () => {
  const error = Object.assign(new Error("x"), { name: "ThrottlingException" });
  const reader = accessReader({ ...readers, readDeskSecret: () => Promise.reject(error) });
  await expect(reader("zendesk")).rejects.toBe(error);
});
