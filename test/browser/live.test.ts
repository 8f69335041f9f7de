import type { Browser, Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { BEGUN_AT, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { connect, describeBrowser, type Visit, visit } from "./browsing.ts";
import { type PageServer, startPageServer } from "./page-server.ts";

const right = { state: "right", propagation: "everywhere" } as const;

/**
 * Returns a function that waits until the page has all answers: the page's clock is not real, but its requests
 * take real time.
 */
function requestsOf(page: Page): () => Promise<void> {
  let underWay = 0;
  page.on("request", () => (underWay += 1));
  page.on("requestfinished", () => (underWay -= 1));
  page.on("requestfailed", () => (underWay -= 1));
  return async () => {
    await expect.poll(() => underWay, { interval: 5 }).toBe(0);
    await page.evaluate("0");
  };
}

describeBrowser("the page's script", () => {
  let browser: Browser;
  let server: PageServer;
  let visited: Visit;
  let page: Page;

  beforeEach(async () => {
    [browser, server] = await Promise.all([connect(), startPageServer()]);
  });
  afterEach(async () => {
    expect(visited.troubles).toEqual([]);
    await visited.close();
    await server.stop();
    await browser.close();
  });

  async function open(state: string, options: Parameters<typeof visit>[2] = {}): Promise<void> {
    visited = await visit(browser, server.linkOf(state), options);
    page = visited.page;
  }

  const statusesAsked = () => server.asked.filter((asked) => asked.endsWith("/status")).length;
  const askedAgain = () => expect.poll(statusesAsked, { timeout: 15_000 }).toBeGreaterThan(statusesAsked());

  it("shows what changed without a reload, and leaves alone what is typed and focused", async () => {
    await open("partly");
    await page.getByText("already in use?").click();
    await page.getByLabel("Another sub-domain").fill("half-typ");
    await page.evaluate("document.body.dataset.same = 'yes'");
    const records = RECORDS.map((record) => seen(record, right));
    await server.change("partly", { lastCheck: { at: BEGUN_AT + 60_000, queries: 9, records } });
    await page.getByText("5 of 5 right").waitFor();
    expect(await page.getByRole("status").first().textContent()).toContain("All DNS records are right");
    expect(await page.getByLabel("Another sub-domain").inputValue()).toBe("half-typ");
    expect(await page.evaluate("document.activeElement.id")).toBe("mail-from");
    expect(await page.evaluate("document.body.dataset.same")).toBe("yes");
  });

  it("shows the records as soon as they are there", async () => {
    await open("preparing");
    expect(await page.getByText("Host").count()).toBe(0);
    await server.change("preparing", { status: "records_issued", records: RECORDS });
    await page.getByText("Host", { exact: true }).first().waitFor();
    expect(await page.getByRole("heading", { name: "Add 5 DNS records" }).count()).toBe(1);
  });

  it("asks ever more rarely while nothing changes, but every 20 s while its reader waits for a record", async () => {
    const asked: number[] = [];
    for (const state of ["advised", "partly"]) {
      if (asked.length > 0) await visited.close();
      await open(state);
      await page.clock.install();
      await page.reload();
      const before = statusesAsked();
      const untilAnswered = requestsOf(page);
      for (let second = 0; second < 600; second += 10) {
        await page.clock.runFor(10_000);
        await untilAnswered();
      }
      await expect.poll(() => statusesAsked() - before).toBeGreaterThan(5);
      asked.push(statusesAsked() - before);
    }
    const [idle = 0, waited = 0] = asked;
    expect(idle).toBeLessThan(16);
    expect(waited).toBeGreaterThan(20);
    expect(waited).toBeLessThan(35);
  });

  it.each(["ready", "cancelled"])("asks for nothing once it is %s", async (state) => {
    await open(state);
    await page.clock.install();
    await page.reload();
    await page.clock.runFor(600_000);
    expect(statusesAsked()).toBe(0);
  });

  it("asks for nothing while the page is hidden, and at once when it is shown", async () => {
    await open("partly");
    await page.clock.install();
    await page.reload();
    await page.evaluate(
      "Object.defineProperty(document, 'hidden', { get: () => globalThis.isHidden, configurable: true })",
    );
    const turn = (isHidden: boolean) =>
      page.evaluate(`isHidden = ${isHidden}; document.dispatchEvent(new Event("visibilitychange"))`);
    await turn(true);
    await page.clock.runFor(300_000);
    expect(statusesAsked()).toBe(0);
    await turn(false);
    await page.clock.runFor(4000);
    await expect.poll(statusesAsked).toBe(1);
  });

  it("says by itself that the link is closed", async () => {
    await open("partly");
    await server.change("partly", { status: "expired" });
    await page.getByText("This set-up has ended").waitFor();
    visited.troubles.length = 0;
  });

  it("copies each value to the last letter, marks it, and moves no row", async () => {
    await open("issued", { permissions: ["clipboard-read", "clipboard-write"] });
    const heightOf = () => page.evaluate<number>("document.documentElement.scrollHeight");
    const before = await heightOf();
    for (const [name, value] of [
      ["Copy Host of record 1", `${"a".repeat(32)}._domainkey`],
      ["Copy Value of record 5", "v=spf1 include:amazonses.com ~all"],
    ] as const) {
      const button = page.getByRole("button", { name, exact: true });
      await button.click();
      await expect.poll(() => page.evaluate("navigator.clipboard.readText()")).toBe(value);
      expect(await button.textContent()).toBe("✓");
      expect(await page.locator("#news").textContent()).toBe("Copied");
    }
    expect(await heightOf()).toBe(before);
  });

  it("copies full names where the reader wants them, also after the page has changed", async () => {
    await open("partly", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByLabel("My DNS panel wants full names").check();
    const status = { verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "PENDING" };
    await server.change("partly", { dkimVerifiedAt: BEGUN_AT, ses: { reads: 1, status } });
    await page.getByText("DKIM is verified").waitFor();
    await page.getByRole("button", { name: "Copy Full name of record 5" }).click();
    await expect
      .poll(() => page.evaluate("navigator.clipboard.readText()"))
      .toBe("email.oxfordstones.example");
  });

  it("counts down to the next check instead of refusing one", async () => {
    await open("issued");
    await page.getByRole("button", { name: "I have added the records" }).click();
    const waiting = page.getByRole("button", { name: /Check again in \d+ s/ });
    await waiting.waitFor();
    expect(await waiting.isDisabled()).toBe(true);
  });

  it("copies the text for the person who manages the DNS, which is enough to do the work", async () => {
    await open("issued", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByText("Does someone else manage your DNS?").click();
    await page.getByRole("button", { name: "Copy the text" }).click();
    await expect.poll(() => page.evaluate("navigator.clipboard.readText()")).toContain("Hello,");
    const text = String(await page.evaluate("navigator.clipboard.readText()"));
    for (const { name, value } of RECORDS) {
      expect(text).toContain(name);
      expect(text).toContain(value);
    }
    expect(text).toContain(server.linkOf("issued"));
    const mailto = (await page.getByRole("link", { name: "Send it by mail" }).getAttribute("href")) ?? "";
    expect(mailto.length).toBeLessThan(2000);
    expect(decodeURIComponent(mailto)).toContain(server.linkOf("issued"));
  });

  it("shows times in the reader's own zone, and how far off they are", async () => {
    await open("partly", { timezoneId: "Asia/Tokyo" });
    const times = await page.locator("time").allTextContents();
    expect(times[0]).toBe("18:00 (1 minute ago)");
    expect(times[1]).toBe("7 January at 18:00");
    expect(await page.locator("time").first().getAttribute("title")).toBe("23 November 2026 at 09:00 UTC");
  });

  it("says once what a button did, not again after a reload", async () => {
    await open("issued");
    await page.getByRole("button", { name: "I have added the records" }).click();
    await page.getByText("Thank you. We are checking now.").waitFor();
    await page.reload();
    expect(await page.getByText("Thank you.").count()).toBe(0);
    expect(await page.getByRole("heading", { name: "We are checking the DNS" }).count()).toBe(1);
    await askedAgain();
  });

  it("works with the keyboard alone", async () => {
    await open("issued");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    const pressed = async (): Promise<void> => {
      await page.keyboard.press("Tab");
      if ((await page.evaluate("document.activeElement.id")) !== "ask") await pressed();
    };
    await pressed();
    await page.keyboard.press("Enter");
    await page.getByText("Thank you.").waitFor();
  });
});
