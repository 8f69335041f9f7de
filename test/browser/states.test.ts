import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CONTRAST, connect, describeBrowser, faultsOf, overflow, picture, visit } from "./browsing.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { STATES } from "./states.ts";

const WIDTHS = [320, 768, 1440];

/** A picture costs more than all else: the narrowest says most, the others are for whoever asks for them. */
const PICTURED = process.env["SCREENSHOTS"] === "all" ? WIDTHS : [320];

describeBrowser("every state of the set-up page", () => {
  let browser: Browser;
  let server: PageServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([connect(), startPageServer()]);
  });
  afterAll(async () => {
    await server.stop();
    await browser.close();
  });

  it.each(Object.keys(STATES))("%s is accessible, legible and quiet", async (state) => {
    const { page, troubles, close } = await visit(browser, server.linkOf(state));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflow(page), `wider than ${width}`).toBe(0);
      if (!PICTURED.includes(width)) continue;
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await picture(page, `${state}-${width}-${colorScheme}`);
      }
    }
    await page.evaluate(
      "for (const details of document.querySelectorAll('main details')) details.open = true",
    );
    expect(await faultsOf(page, CONTRAST), "in the dark").toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 320, height: 900 });
    expect(await overflow(page), "wider than 320 with all opened").toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    expect(troubles.filter((incident) => !(state === "closed" && incident.includes("410")))).toEqual([]);
    await close();
  });
});
