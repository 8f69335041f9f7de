import { expect, it } from "vitest";
import { CONTRAST, describeBrowser, faultsOf, overflow, visit } from "../browser/browsing.ts";
import { STATES } from "../browser/states.ts";
import { servePages } from "./serve-pages.ts";

describeBrowser("every state of the set-up page", () => {
  const pages = servePages();

  it.each(Object.keys(STATES))(
    "%s is accessible, and logs nothing, with all its parts open",
    async (state) => {
      const { page, troubles, close } = await visit(pages.browser, pages.server.linkOf(state));
      await page.evaluate(
        "for (const details of document.querySelectorAll('main details')) details.open = true",
      );
      for (const width of [768, 1440, 320]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflow(page), `wider than ${width}`).toBe(0);
      }
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await faultsOf(page, CONTRAST), "in the dark").toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
      expect(await faultsOf(page)).toEqual([]);
      expect(troubles.filter((incident) => !(state === "closed" && incident.includes("410")))).toEqual([]);
      await close();
    },
  );
});
