import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { connect } from "../browser/browsing.ts";
import { type PageServer, startPageServer } from "../browser/page-server.ts";

/** A browser and the set-up pages of all states, for the duration of a suite. */
export interface ServedPages {
  browser: Browser;
  server: PageServer;
}

/** Starts both before the tests of the calling suite, and stops both after them. */
export function servePages(): ServedPages {
  const pages = {} as ServedPages;
  beforeAll(async () => {
    [pages.browser, pages.server] = await Promise.all([connect(), startPageServer()]);
  });
  afterAll(async () => {
    await pages.server.stop();
    await pages.browser.close();
  });
  return pages;
}
