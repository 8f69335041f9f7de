import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { describe, inject } from "vitest";

/** Tests that need a browser; the global set-up reports if there is none. */
export const describeBrowser = describe.skipIf(inject("browser") === "");

/** Connects to the browser that the set-up started. */
export function connect(): Promise<Browser> {
  return chromium.connect(inject("browser"));
}

const ARTEFACTS = fileURLToPath(new URL("../../artefacts/", import.meta.url));
const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * A page with everything that went wrong in it: policy violations, script errors, and requests to other
 * hosts.
 */
export interface Visit {
  readonly page: Page;
  readonly troubles: string[];
  close(): Promise<void>;
}

/** Opens a page in a separate browser context. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London", ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== new URL(url).origin) troubles.push(`asked ${request.url()}`);
  });
  await page.goto(url);
  return { page, troubles, close: () => context.close() };
}

/** WCAG 2.2 AA, and axe's further advice. */
const EVERYTHING = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};

/** The only rule whose result can differ between the colour schemes. */
export const CONTRAST = { type: "rule", values: ["color-contrast"] };

/** Returns axe's findings; axe runs outside the page's policy. */
export async function faultsOf(page: Page, runOnly = EVERYTHING): Promise<string[]> {
  await page.evaluate(await axeSource);
  const options = JSON.stringify({ runOnly, resultTypes: ["violations"] });
  const results: AxeResults = await page.evaluate(`axe.run(${options})`);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}

/** Saves a picture of the whole page for people. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: `${ARTEFACTS}${name}.png`, fullPage: true });
}

/** Returns how much wider the page is than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/**
 * Returns the words of sentences that are cut at the end of a line. What is copied may be cut, and longer
 * words may be wider than a phone.
 */
export function cutWords(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const cut = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (parentElement.closest("script, style, code, pre, td, textarea") !== null) continue;
      for (const { 0: word, index } of data.matchAll(/(?<![\\p{L}\\p{N}_])(?:e-mail|[\\p{L}\\p{N}_]{2,20})(?![\\p{L}\\p{N}_])/giu)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + word.length);
        const tops = [...range.getClientRects()].map(({ top }) => top);
        if (new Set(tops).size > 1) cut.push(word + ": " + data);
      }
    }
    return cut;
  })()`);
}

/** Returns the headlines whose last line is a single word that is no name. */
export function loneWords(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll("h1, h2")].flatMap((headline) => {
    const walker = document.createTreeWalker(headline, NodeFilter.SHOW_TEXT);
    const lines = new Map();
    while (walker.nextNode())
      for (const { 0: word, index } of walker.currentNode.data.matchAll(/[^\\s]+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + word.length);
        const { bottom } = range.getBoundingClientRect();
        lines.set(bottom, [...(lines.get(bottom) ?? []), word]);
      }
    const last = [...lines.values()].at(-1) ?? [];
    return lines.size > 1 && last.length === 1 && !/[.]./.test(last[0]) ? [headline.textContent] : [];
  })`);
}
