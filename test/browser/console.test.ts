import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { changeOnboarding } from "#core/onboarding/store";
import { listen } from "../../infra/local/listen.ts";
import { consoleWorld } from "../show-console/console-world.ts";
import { MONDAY, ONBOARDINGS } from "../show-console/monday.ts";
import { CONTRAST, connect, describeBrowser, faultsOf, overflow, picture, visit } from "./browsing.ts";

const WIDTHS = [320, 768, 1440, 1920];

const PICTURED = process.env["SCREENSHOTS"] === "all" ? [320, 768, 1440] : [];

const [held, , failed, degraded, , , finding] = ONBOARDINGS.map(
  ({ onboardingId }) => `/console/onboardings/${onboardingId}`,
);

const PAGES: Readonly<Record<string, string>> = {
  attention: "/console",
  list: "/console/onboardings?sort=oldest",
  search: "/console/onboardings?q=customer-0",
  held: held ?? "",
  degraded: degraded ?? "",
  finding: finding ?? "",
  failed: failed ?? "",
  notice: `${finding}/notices/records_issued/1%202/customer`,
  projects: "/console/projects",
  project: "/console/projects/customer-13",
  paused: "/console/projects/stones%2Fshop?result=done&did=pause",
  report: "/console/report?from=2026-10-01&to=2026-12-07",
  missing: "/console/nothing",
};

async function startConsole() {
  const { table, send } = await consoleWorld();
  const server = createServer(async (incoming, outgoing) => {
    const target = (incoming.url ?? "/").replace(/^\/console/, "") || "/";
    const body = await text(incoming);
    const answer = await send(incoming.method === "POST" ? "POST" : "GET", target, { body });
    outgoing.writeHead(answer.statusCode ?? 200, answer.headers as Record<string, string>).end(answer.body);
  });
  return { ...(await listen(server, 0, "the console")), table };
}

describeBrowser("the console", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startConsole>>;
  beforeAll(async () => {
    [browser, server] = await Promise.all([connect(), startConsole()]);
  });
  afterAll(async () => {
    await server.stop();
    await browser.close();
  });

  it.each(Object.entries(PAGES))(
    "shows %s accessibly, at every width, light and dark",
    async (name, path) => {
      const { page, troubles, close } = await visit(browser, `${server.url}${path}`);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflow(page), `wider than ${width}`).toBe(0);
        if (!PICTURED.includes(width)) continue;
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await picture(page, `console-${name}-${width}-${colorScheme}`);
        }
      }
      await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await faultsOf(page, CONTRAST), "in the dark").toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width: 320, height: 900 });
      expect(await overflow(page), "wider than 320 with all opened").toBe(0);
      expect(await faultsOf(page)).toEqual([]);
      expect(troubles.filter((one) => !(name === "missing" && one.includes("404")))).toEqual([]);
      await close();
    },
  );

  it("refreshes a page, but not while somebody types on it", async () => {
    const { page, troubles, close } = await visit(browser, `${server.url}/console`);
    await page.clock.install();
    const path = `${server.url}${finding ?? ""}`;
    await page.goto(path);
    const id = path.slice(path.lastIndexOf("/") + 1);
    const remind = (at: number) =>
      changeOnboarding(server.table, id, () => ({
        event: { type: "reminded", at, by: "sendworthy", idempotencyKey: String(at) },
      }));
    const reminders = () => page.locator(".timeline strong", { hasText: "Reminded" }).count();
    await remind(MONDAY);
    await page.getByText("Check now", { exact: true }).first().click();
    await page.getByLabel("Reason (for the record)").first().fill("I am writing");
    await page.clock.runFor(21_000);
    await page.waitForTimeout(200);
    expect(await reminders()).toBe(0);
    await page.getByLabel("Reason (for the record)").first().fill("");
    await page.locator("h1").click();
    await page.evaluate("document.activeElement.blur()");
    await page.clock.runFor(21_000);
    await page.locator(".timeline strong", { hasText: "Reminded" }).waitFor();
    // What was open remains open.
    expect(await page.locator("details[open] summary").first().textContent()).toBe("Check now");
    expect(troubles).toEqual([]);
    await close();
  });

  it("turns a request down on the first page, after it said what that does", async () => {
    const { page, troubles, close } = await visit(browser, `${server.url}/console`);
    await page.getByRole("button", { name: "Refuse: customer-16.example" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Yes, do it" }).waitFor();
    expect(await page.getByRole("status").textContent()).toContain("Ends this onboarding.");
    expect(await faultsOf(page)).toEqual([]);
    if (PICTURED.length > 0) await picture(page, "console-confirm");
    await page.getByLabel("Reason (for the record)").fill("unknown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/result=done/);
    expect(await page.getByRole("status").textContent()).toBe("Done: Refuse.");
    expect(await page.getByRole("button", { name: "Refuse: customer-16.example" }).count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });

  it("settles a held request with the keyboard alone", async () => {
    const { page, close } = await visit(browser, `${server.url}/console`);
    await page.getByRole("link", { name: "customer-01.example" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Refuse", { exact: true }).first().focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Reason (for the record)").last().focus();
    await page.keyboard.type("not a customer");
    await page.keyboard.press("Enter");
    await page.waitForURL(/result=done/);
    expect(await page.getByRole("status").textContent()).toBe("Done: Refuse.");
    expect(await page.textContent("main")).toContain("not a customer");
    await close();
  });
});
