import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHomePage } from "../../../infra/local/home/home-page.ts";
import { createNoticesPage } from "../../../infra/local/home/notices-page.ts";
import { zoneFiles } from "../../../infra/local/home/zone-files.ts";
import { createZoneForms, createZonePages } from "../../../infra/local/home/zones-page.ts";
import { isSameSite } from "../../../infra/local/http/same-site.ts";
import type { Mail } from "../../../infra/local/ses/mailbox.ts";

const ZONE = "@ 300 SOA ns1 host 1 2 3 4 5\n@ 300 NS ns1\nns1 300 A 127.0.0.1\n";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "zones-"));
  writeFileSync(join(directory, "oxfordstones.example.zone"), ZONE);
  writeFileSync(join(directory, "secret.txt"), "secret");
});
afterEach(() => rmSync(directory, { recursive: true }));

function mail(link: string, subject: string): Mail {
  return {
    ...{ id: "1", at: 0, from: "a@b.example", to: [], returnPath: "", clientIp: "", signedBy: [], raw: "" },
    ...{ subject, text: `Open this page:\nhttp://127.0.0.1:3000/setup/${link}\n` },
  };
}

describe("the home page", () => {
  it("links to the set-up page of each onboarding, with the latest subject", () => {
    const [first, second] = [`onb_${"0".repeat(26)}.abc`, `onb_${"1".repeat(26)}.def`];
    const mails = [mail(first, "Five records"), mail(second, "Other"), mail(first, "Ready")];
    const page = createHomePage({ list: () => mails, get: () => undefined, add: () => {} })("/")?.body ?? "";
    expect(page.match(/\/setup\/[\w.]+/g)).toEqual([`/setup/${second}`, `/setup/${first}`]);
    expect([page.includes("Ready"), page.includes("Five records")]).toEqual([true, false]);
  });
});

it("shows the notices of operations, the newest first, and nothing in them as markup", () => {
  const notice = { messageId: "1", topicArn: "", at: "2026-11-23T09:00:00.000Z", attributes: {} };
  const publications = [
    { ...notice, subject: "First", message: "<script>" },
    { ...notice, subject: "Second", message: "" },
  ];
  const body = createNoticesPage(() => publications)("/notices")?.body ?? "";
  expect(body.indexOf("Second")).toBeLessThan(body.indexOf("First"));
  expect(body).not.toContain("<pre><script>");
});

describe("the DNS panel", () => {
  const save = (zone: string, text: string) =>
    createZoneForms(zoneFiles(directory))(`/zones/${zone}`, new URLSearchParams({ text }));

  it("lists the zones, and shows one", () => {
    const pages = createZonePages(zoneFiles(directory));
    expect(pages("/zones")?.body).toContain("oxfordstones.example");
    expect(pages("/zones/oxfordstones.example")?.body).toContain("ns1 300 A 127.0.0.1");
  });

  it("saves what a browser sends", async () => {
    expect(await save("oxfordstones.example", `${ZONE}www 300 A 127.0.0.2\r\n`)).toBe(
      "/zones/oxfordstones.example",
    );
    expect(readFileSync(join(directory, "oxfordstones.example.zone"), "utf8")).toBe(
      `${ZONE}www 300 A 127.0.0.2\n`,
    );
  });

  it("refuses a text that is no zone, names the line, and keeps what was typed", async () => {
    const answer = await save("oxfordstones.example", `${ZONE}www 300 A nonsense\n`);
    expect(answer).toMatchObject({ status: 422, body: expect.stringMatching(/Line 4: [\s\S]*nonsense/) });
    expect(readFileSync(join(directory, "oxfordstones.example.zone"), "utf8")).toBe(ZONE);
  });

  it.each(["../secret", "secret.txt", "new.example", "..%2fsecret"])(
    "reaches no other file: %s",
    async (name) => {
      const pages = createZonePages(zoneFiles(directory));
      expect(pages(`/zones/${name}`)?.status ?? 404).toBe(404);
      expect(await save(name, ZONE)).not.toBe(`/zones/${name}`);
      expect(readFileSync(join(directory, "secret.txt"), "utf8")).toBe("secret");
    },
  );
});

describe("a page of the local cloud is for browsers on this machine", () => {
  it.each([
    [{ host: "127.0.0.1:3000" }, true],
    [{ host: "localhost:3000", origin: "http://localhost:3000" }, true],
    [{ host: "[::1]:3000" }, true],
    [{ host: "evil.example:3000" }, false],
    [{ host: "127.0.0.1.evil.example" }, false],
    [{ host: "127.0.0.1:3000", origin: "http://evil.example" }, false],
    [{ host: "127.0.0.1:3000", origin: "null" }, false],
    [{}, false],
  ])("%j: %s", (headers, expected) => {
    expect(isSameSite({ headers })).toBe(expected);
  });
});
