import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "../../infra/build.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { exampleTicket } from "../../infra/demo/example-ticket.ts";
import { sendTicket } from "../../infra/demo/send-ticket.ts";
import type { Cloud } from "../../infra/local/cloud.ts";
import { PEOPLE } from "../../infra/local/sign-in/people.ts";
import { connect, describeBrowser, faultsOf, overflow, picture, visit } from "./browsing.ts";
import { withCloud } from "./with-cloud.ts";

/** The buttons of the actions on a page. */
const ACTIONS = "form[action*='/onboardings/'] button";

describeBrowser("the console of people who sign in", () => {
  let browser: Browser;
  beforeAll(async () => {
    await build();
    browser = await connect();
  });
  afterAll(() => browser.close());

  /** Opens the console in a separate browser, and signs in at the real provider. */
  async function signIn(cloud: Cloud, subject: keyof typeof PEOPLE, javaScriptEnabled = true) {
    const visited = await visit(browser, `${cloud.urls.http}/console`, { javaScriptEnabled });
    const { page } = visited;
    await page.getByText("Sign in to see this page.").waitFor();
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("button", { name: PEOPLE[subject]?.label ?? "" }).click();
    return visited;
  }

  /** Opens the page of the only onboarding, as soon as the lists contain it. */
  async function openOnboarding({ page }: Awaited<ReturnType<typeof visit>>, cloud: Cloud): Promise<void> {
    const link = page.getByRole("link", { name: "oxfordstones.example" });
    await eventually("the onboarding", async () => {
      await page.goto(`${cloud.urls.http}/console/onboardings`);
      return (await link.count()) > 0 || undefined;
    });
    await link.first().click();
    await page.getByRole("heading", { level: 1, name: "oxfordstones.example" }).waitFor();
  }

  it("offers each role what it may do, records an operator by name, and is closed after they left", () =>
    withCloud(
      async (cloud) => {
        expect((await sendTicket(exampleTicket(), cloud.urls)).status).toBeLessThan(300);
        const signInPage = await visit(browser, `${cloud.urls.http}/console`);
        await signInPage.page.setViewportSize({ width: 320, height: 700 });
        expect([await overflow(signInPage.page), await faultsOf(signInPage.page)]).toEqual([0, []]);
        await picture(signInPage.page, "console-sign-in");
        await signInPage.close();

        const stranger = await signIn(cloud, "nora", false);
        await stranger.page.getByText("You have no role here.", { exact: false }).waitFor();
        await stranger.page.goto(`${cloud.urls.http}/console`);
        await stranger.page.getByText("Sign in to see this page.").waitFor();
        await stranger.close();

        const offered: number[] = [];
        for (const subject of ["vera", "sam"]) {
          const visited = await signIn(cloud, subject, false);
          await openOnboarding(visited, cloud);
          expect(await visited.page.content()).toContain(`${subject}@platform.example`);
          expect(await visited.page.content()).not.toContain("/setup/");
          offered.push(await visited.page.locator(ACTIONS).count());
          await visited.close();
        }

        const operator = await signIn(cloud, "olga");
        const { page, troubles } = operator;
        await page.getByText("olga@platform.example (operator)").waitFor();
        expect(new URL(page.url()).pathname).toBe("/console");
        expect(await faultsOf(page)).toEqual([]);
        const size = page.viewportSize() ?? { width: 1280, height: 720 };
        for (const width of [320, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await overflow(page), `wider than ${width}`).toBe(0);
          await picture(page, `console-signed-in-${width}`);
        }
        await page.setViewportSize(size);
        await openOnboarding(operator, cloud);
        offered.push(await page.locator(ACTIONS).count());
        const [viewers = 0, supports = 0, operators = 0] = offered;
        expect([viewers, supports > viewers, operators > supports]).toEqual([0, true, true]);

        await page.locator("summary", { hasText: "Cancel" }).click();
        const form = page.locator("form[action$='/cancel']");
        await form.getByRole("textbox").fill("a test by olga");
        await form.getByRole("button").click();
        await page.getByText("a test by olga").waitFor();
        expect(await page.textContent("main")).toContain("by olga@platform.example");
        expect(troubles.filter((one) => one.includes("Content Security Policy"))).toEqual([]);

        const address = page.url();
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByText("You are signed out.").waitFor();
        await page.goto(address);
        await page.getByText("Sign in to see this page.").waitFor();
        await operator.close();
      },
      // A session ends after an hour without use, which is a minute at this speed.
      { hasSignIn: true, speed: 60 },
    ));
});
