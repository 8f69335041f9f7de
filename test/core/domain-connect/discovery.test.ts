import { describe, expect, it } from "vitest";
import { providerAddress, providerSettings, settingsPath } from "#core/domain-connect/discovery";

describe("the TXT record of a provider", () => {
  it.each([
    ["connect.host.example", { host: "connect.host.example", path: "" }],
    ["Connect.Host.Example/", { host: "connect.host.example", path: "" }],
    [
      "api.host.example/client/v4/dns/domainconnect",
      { host: "api.host.example", path: "/client/v4/dns/domainconnect" },
    ],
    ["connect.host.example:8443", { host: "connect.host.example", port: 8443, path: "" }],
  ])("is read: %s", (text, address) => {
    expect(providerAddress([text])).toEqual(address);
  });

  it.each([
    ["none"],
    ["https://connect.host.example"],
    ["javascript:alert(1)"],
    ["user@connect.host.example"],
    ["connect.host.example?x=1"],
    ["connect.host.example/../admin"],
    ["127.0.0.1"],
    ["[::1]"],
    ["localhost"],
    ["cоnnect.host.example"],
    ["connect.host.example/a b"],
    [""],
    [`${"a.".repeat(130)}example`],
  ])("is not followed: %s", (text) => {
    expect(providerAddress([text])).toBeUndefined();
  });

  it("is not followed beside a second one", () => {
    expect(providerAddress(["connect.host.example", "connect.other.example"])).toBeUndefined();
  });

  it("leads to the settings of the zone", () => {
    expect(settingsPath("customer.example", { path: "/dc" })).toBe("/dc/v2/customer.example/settings");
  });
});

describe("the settings of a provider", () => {
  const settings = { providerId: "host.example", providerName: "Host", urlAPI: "https://api.host.example" };

  it("may hold more than is used", () => {
    expect(providerSettings.parse({ ...settings, width: 750, nameServers: ["ns1.host.example"] })).toEqual(
      settings,
    );
  });

  it.each([
    { providerId: "" },
    { providerName: 7 },
    { urlAPI: "x".repeat(501) },
    { urlSyncUX: ["https://a.example"] },
  ])("are refused with %j", (wrong) => {
    expect(providerSettings.safeParse({ ...settings, ...wrong }).success).toBe(false);
  });
});
