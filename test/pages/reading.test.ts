import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { pseudoOf } from "../../infra/locales/pseudo.ts";
import { readCatalogue } from "../../infra/locales/write.ts";
import catalogue from "../../locales/it.json" with { type: "json" };
import { describeBrowser, overflow, picture, visit } from "../browser/browsing.ts";
import { STATES } from "../browser/states.ts";
import { servePages } from "./serve-pages.ts";

// The pages of this file use these texts as Italian.
const PSEUDO = Object.entries(readCatalogue("en")).map(([key, message]) => [key, pseudoOf(message)]);
Object.assign(catalogue, Object.fromEntries(PSEUDO));

/** A word of letters with a vowel that the pseudo-locale would have changed; domain names do not match. */
const PLAIN = /^[("“]?[a-z]*[aeou][a-z]*[)"”.,:;?!]?$/i;

/**
 * Finds four unchanged words in succession. A date has three, because Intl writes it in the real language.
 */
function isLeftOver(text: string): boolean {
  const words = text.split(/\s+/).map((word) => PLAIN.test(word));
  return words.some((_, index) => index >= 3 && words.slice(index - 3, index + 1).every(Boolean));
}

/** The sum of all layout shifts: https://web.dev/articles/cls */
const SHIFTS = `new Promise((resolve) => {
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() =>
    resolve(observer.takeRecords().reduce((sum, { value }) => sum + value, 0))));
})`;

/** Returns the texts that a reader sees, without those that are copied or typed. */
function wordsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent.closest("script, style, code, pre, textarea, [lang]:not(html)") === null)
        texts.push(walker.currentNode.data.trim());
    }
    return texts;
  })()`);
}

describeBrowser("a page in any words", () => {
  const pages = servePages();

  describe.each(Object.keys(STATES))("%s", (state) => {
    it("fits on a phone in longer words, and has none that no catalogue has", async () => {
      const { page, close } = await visit(pages.browser, `${pages.server.linkOf(state)}?lang=it`, {
        viewport: { width: 320, height: 640 },
      });
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await overflow(page)).toBe(0);
      expect((await wordsOf(page)).filter(isLeftOver)).toEqual([]);
      await picture(page, `${state}-320-pseudo`);
      await close();
    });

    it("fits on a phone at twice the text size", async () => {
      const { page, close } = await visit(pages.browser, pages.server.linkOf(state), {
        viewport: { width: 320, height: 640 },
      });
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await overflow(page)).toBe(0);
      await picture(page, `${state}-320-large`);
      await close();
    });

    it("does not move while it loads", async () => {
      const { page, close } = await visit(pages.browser, pages.server.linkOf(state), {
        viewport: { width: 320, height: 640 },
      });
      expect(await page.evaluate<number>(SHIFTS)).toBe(0);
      await close();
    });
  });
});
