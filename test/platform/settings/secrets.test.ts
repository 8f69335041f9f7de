import { expect, it } from "vitest";
import { deskSecret, readDeskSecret, readSecret } from "#platform/settings/secrets";
import { store } from "../../support/stored-settings.ts";

const NEW = "a-new-secret-of-at-least-32-characters";
const OLD = "an-old-secret-of-at-least-32-characters";

it.each([
  ["the current value alone", { current: NEW }, [NEW]],
  ["during a rotation the current value first", { current: NEW, previous: OLD }, [NEW, OLD]],
])("reads of a rotating secret %s", async (_what, secret, values) => {
  store("secrets", "sendworthy/api", secret);
  expect(await readSecret("sendworthy/api")).toEqual(values);
  expect(deskSecret(secret)).toEqual(values);
});

it("reads the secret of one help desk among several", async () => {
  store("secrets", "sendworthy/desks", { zendesk: { current: NEW }, freshdesk: { current: OLD } });
  expect(await readDeskSecret("sendworthy/desks", "freshdesk")).toEqual([OLD]);
});
