import { expect, it } from "vitest";
import { CONTRAST, describeBrowser, faultsOf, overflow, visit } from "../browser/browsing.ts";
import { STATES } from "../browser/states.ts";
import { servePages } from "./serve-pages.ts";

/** Opens everything that a reader can open. */
const OPEN = "for (const details of document.querySelectorAll('main details')) details.open = true";

/** What a finger reaches, with the width and height of each that is under 24 px: WCAG 2.2, 2.5.8. */
const SMALL_TARGETS = `[...document.querySelectorAll("main :is(a, button, input, summary, textarea)")].flatMap(
  (target) => {
    const { width, height } = target.getBoundingClientRect();
    return target.checkVisibility() && Math.min(width, height) < 24
      ? [target.outerHTML + " " + width + "×" + height]
      : [];
  },
)`;

/** The lists whose numbers or bullets are outside the text, where a phone cuts them off. */
const CUT_LISTS = `[...document.querySelectorAll("main :is(ol, ul)")].flatMap((list) => {
  const { listStyleType, paddingLeft } = getComputedStyle(list);
  return listStyleType !== "none" && parseFloat(paddingLeft) < 16 ? [list.outerHTML] : [];
})`;

describeBrowser("every state of the set-up page", () => {
  const pages = servePages();

  it.each(Object.keys(STATES))(
    "%s is accessible, and logs nothing, with all its parts open",
    async (state) => {
      const { page, troubles, close } = await visit(pages.browser, pages.server.linkOf(state));
      await page.evaluate(OPEN);
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

  it.each(Object.keys(STATES))("%s has targets for fingers, and whole lists, on a phone", async (state) => {
    const { page, close } = await visit(pages.browser, pages.server.linkOf(state), {
      viewport: { width: 320, height: 640 },
    });
    await page.evaluate(OPEN);
    expect(await page.evaluate(SMALL_TARGETS)).toEqual([]);
    expect(await page.evaluate(CUT_LISTS)).toEqual([]);
    await close();
  });
});
