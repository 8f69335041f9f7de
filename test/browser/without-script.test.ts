import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { connect, describeBrowser, type Visit, visit } from "./browsing.ts";
import { type PageServer, startPageServer } from "./page-server.ts";

describeBrowser("the set-up page without a script", () => {
  let browser: Browser;
  let server: PageServer;
  let visited: Visit;
  let page: Page;

  beforeAll(async () => {
    [browser, server] = await Promise.all([connect(), startPageServer()]);
  });
  afterEach(() => visited.close());
  afterAll(async () => {
    await server.stop();
    await browser.close();
  });

  async function open(state: string): Promise<void> {
    visited = await visit(browser, server.linkOf(state), { javaScriptEnabled: false });
    page = visited.page;
  }

  it("shows no button that would do nothing", async () => {
    await open("issued");
    const names = await page.getByRole("button").allTextContents();
    expect(new Set(names)).toEqual(new Set(["I have added the records"]));
    expect(await page.getByText("2026-11-23 10:00 UTC").count()).toBe(1);
  });

  it("takes the word that the records are there, kindly also when it is said twice", async () => {
    await open("issued");
    await page.getByRole("button", { name: "I have added the records" }).first().click();
    expect(await page.getByRole("status").allTextContents()).toContain(
      "Thank you. We are looking at your DNS now.",
    );
    await page.getByRole("button", { name: "Check again now" }).first().click();
    expect(await page.getByText("Please wait half a minute").count()).toBe(1);
  });

  it("changes the sub-domain, and says what is wrong with one that can't be", async () => {
    await open("partly");
    await page.getByText("Is this sub-domain in use already?").click();
    await page.getByLabel("Another sub-domain").fill("elsewhere.example");
    await page.getByRole("button", { name: "Use this sub-domain" }).click();
    expect(await page.getByRole("heading").textContent()).toBe("This sub-domain can't be used");
    await page.getByRole("link", { name: "Back to the set-up page" }).click();
    await page.getByText("Is this sub-domain in use already?").click();
    await page.getByLabel("Another sub-domain").fill("bounce.oxfordstones.example");
    await page.getByRole("button", { name: "Use this sub-domain" }).click();
    expect(await page.getByText("The sub-domain was changed").count()).toBe(1);
    expect(await page.getByText("bounce.oxfordstones.example", { exact: true }).count()).toBe(2);
  });

  it.each([
    "zone",
    "csv",
    "json",
    "route53.tf",
    "cloudflare.tf",
    "cloudformation.json",
    "dnscontrol.js",
    "octodns.yaml",
  ])("gives all records as %s", async (name) => {
    await open("issued");
    await page.getByText("All records as a file").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(`a[href$="/records.${name}"]`).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`oxfordstones.example.${name}`);
  });

  it("shows hostile values as text", async () => {
    await open("hostile");
    const body = await page.content();
    expect(await page.title()).not.toBe("broken");
    expect(await page.locator("img").count()).toBe(0);
    expect(body).not.toMatch(/[\p{Cf}\p{Co}]/u);
    expect(body.length).toBeLessThan(60_000);
    expect(await page.getByText("bücher.example").count()).toBeGreaterThan(0);
  });
});
