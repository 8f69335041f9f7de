import { afterAll, beforeAll, expect, it } from "vitest";
import { configuration } from "#core/deployment-settings";
import { HELP_DESKS } from "#core/help-desks/registry";
import { startClock } from "../../../infra/local/clock.ts";
import { type HelpDesk, startHelpDesk } from "../../../infra/local/help-desk/help-desk.ts";
import { openStore } from "../../../infra/local/store.ts";

const clock = startClock();
const store = openStore(":memory:");
let desk: HelpDesk;

beforeAll(async () => {
  desk = await startHelpDesk(store, clock);
});
afterAll(async () => {
  await desk.stop();
  clock.stop();
  store.close();
});

it("is connected as every help desk by default", () => {
  const { helpDesks } = configuration.parse(JSON.parse(desk.configuration()));
  expect(Object.keys(helpDesks).sort()).toEqual(HELP_DESKS.toSorted());
});

it("keeps the configuration of its desks, but sends no answer to another machine", () => {
  const given = {
    helpDesks: { zendesk: { baseUrl: "https://oxfordstones.zendesk.com", muteTag: "quiet" } },
    domains: { deny: ["x.example"] },
  };
  const { helpDesks, domains } = configuration.parse(JSON.parse(desk.configuration(JSON.stringify(given))));
  expect(helpDesks).toMatchObject({ zendesk: { muteTag: "quiet" } });
  expect(helpDesks["zendesk"]?.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/zendesk$/);
  expect(helpDesks["jira"]).toBeUndefined();
  expect(domains.deny).toEqual(["x.example"]);
});

it("sends credentials only by HTTPS, or to this machine", () => {
  const at = (baseUrl: string) => configuration.safeParse({ helpDesks: { jira: { baseUrl } } }).success;
  expect(at("https://oxfordstones.atlassian.net")).toBe(true);
  expect(at("http://127.0.0.1:8080/jira")).toBe(true);
  expect(at("http://oxfordstones.atlassian.net")).toBe(false);
  expect(at("http://127.0.0.1.attacker.example")).toBe(false);
});
