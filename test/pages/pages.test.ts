import { describe, expect, it } from "vitest";
import { LANGUAGES } from "#core/words/languages";
import {
  CONTRAST,
  cutWords,
  describeBrowser,
  faultsOf,
  loneWords,
  overflow,
  picture,
  visit,
} from "../browser/browsing.ts";
import { STATES } from "../browser/states.ts";
import { servePages } from "./serve-pages.ts";

const PHONE = { width: 320, height: 640 };

/**
 * The greatest lengths of pages in each language at 320 px: three screens to add records, and two and a half
 * with nothing to do.
 */
const LONGEST: Readonly<Record<string, number>> = {
  issued: 3 * PHONE.height,
  absent: 3 * PHONE.height,
  spreading: 2.5 * PHONE.height,
  confirming: 2.5 * PHONE.height,
  ready: 2.5 * PHONE.height,
};

/** The page of the state `hostile` is left out, because strangers fill it with long names. */
const ON_ONE_SCREEN = Object.keys(STATES).filter((state) => state !== "hostile");

/** The position at which records and buttons end; what follows is optional reading. */
const NEEDED = `Math.max(0, ...[...document.querySelectorAll("h1, .record, .action, .publish, .expiring")].map(
  (part) => part.getBoundingClientRect().bottom))`;

describeBrowser("the pictures of the set-up page", () => {
  const pages = servePages();

  const heightOf = (page: Awaited<ReturnType<typeof visit>>["page"]) =>
    page.evaluate<number>("document.documentElement.scrollHeight");

  describe.each(Object.keys(STATES))("%s", (state) => {
    it.each([320, 768, 1440])("is legible in both colour schemes at %d px", async (width) => {
      const { page, close } = await visit(pages.browser, pages.server.linkOf(state), {
        viewport: { width, height: 900 },
      });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await faultsOf(page, CONTRAST)).toEqual([]);
        await picture(page, `${state}-${width}-${colorScheme}`);
      }
      expect(await overflow(page)).toBe(0);
      expect(state === "hostile" ? [] : await cutWords(page)).toEqual([]);
      await close();
    });

    it.each(LANGUAGES)("fits on a phone in %s", async (language) => {
      const { page, close } = await visit(pages.browser, `${pages.server.linkOf(state)}?lang=${language}`, {
        viewport: PHONE,
      });
      expect(await overflow(page)).toBe(0);
      expect(state === "hostile" ? [] : await cutWords(page)).toEqual([]);
      expect(await loneWords(page)).toEqual([]);
      await picture(page, `${state}-320-${language}`);
      await close();
    });
  });

  it.each(Object.entries(LONGEST))("%s takes at most %d px of a phone", async (state, longest) => {
    const { page, close } = await visit(pages.browser, pages.server.linkOf(state), { viewport: PHONE });
    expect(await heightOf(page)).toBeLessThanOrEqual(longest);
    await close();
  });

  it.each(["issued", "absent", "partly"])(
    "%s begins with its first record on the first screen",
    async (state) => {
      const { page, close } = await visit(pages.browser, pages.server.linkOf(state), { viewport: PHONE });
      const top = await page.evaluate<number>(
        "document.querySelector('.record').getBoundingClientRect().top",
      );
      expect(top).toBeLessThan(PHONE.height);
      await close();
    },
  );

  it.each(ON_ONE_SCREEN)("%s shows all that is needed on a desk without scrolling", async (state) => {
    const { page, close } = await visit(pages.browser, pages.server.linkOf(state), {
      viewport: { width: 1440, height: 900 },
    });
    expect(await page.evaluate<number>(NEEDED)).toBeLessThanOrEqual(900);
    await close();
  });
});
