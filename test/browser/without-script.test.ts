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
    expect(await page.getByText("We check every minute.").count()).toBe(1);
  });

  it("accepts the confirmation that the records are there, also a second one", async () => {
    await open("issued");
    await page.getByRole("button", { name: "I have added the records" }).click();
    expect(await page.getByRole("status").allTextContents()).toContain("Thank you. We are checking now.");
    await page.getByRole("button", { name: "Check now" }).click();
    expect(await page.getByText("We checked a moment ago").count()).toBe(1);
  });

  it("changes the sub-domain, and says what is wrong with one that can't be", async () => {
    await open("partly");
    await page.getByText("Is email.oxfordstones.example already in use?").click();
    await page.getByLabel("Another sub-domain").fill("elsewhere.example");
    await page.getByRole("button", { name: "Use this sub-domain" }).click();
    expect(await page.getByRole("heading").textContent()).toBe("You cannot use this sub-domain");
    await page.getByRole("link", { name: "Back to the set-up page" }).click();
    await page.getByText("Is email.oxfordstones.example already in use?").click();
    await page.getByLabel("Another sub-domain").fill("bounce.oxfordstones.example");
    await page.getByRole("button", { name: "Use this sub-domain" }).click();
    expect(await page.getByText("The sub-domain has changed").count()).toBe(1);
    expect(await page.locator(".name code", { hasText: "bounce.oxfordstones.example" }).count()).toBe(2);
  });

  it("shows full names instead of hosts where the reader wants them", async () => {
    await open("issued");
    const shown = () => page.locator(".records code:visible").allTextContents();
    expect(await shown()).not.toContain("email.oxfordstones.example");
    await page.getByLabel("My DNS panel wants full names").check();
    expect(await shown()).toContain("email.oxfordstones.example");
    expect(await shown()).not.toContain("email");
  });

  it("changes to another language at a click, and stays in it", async () => {
    await open("at-cloudflare");
    await page.getByText("English", { exact: true }).first().click();
    await page.getByRole("link", { name: "Deutsch" }).click();
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    await page.getByRole("button", { name: "Einträge angelegt" }).click();
    expect(await page.getByText("Danke. Wir prüfen jetzt.").count()).toBe(1);
    expect(new URL(page.url()).searchParams.get("lang")).toBe("de");
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
    await page.getByText("Download the records as a file").click();
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
