import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { textsIn } from "#core/words/texts";
import { build } from "../../infra/build.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { exampleTicket } from "../../infra/demo/example-ticket.ts";
import { sendTicket } from "../../infra/demo/send-ticket.ts";
import type { Cloud } from "../../infra/local/cloud.ts";
import { connect, describeBrowser, faultsOf, picture, visit } from "./browsing.ts";
import { withCloud } from "./with-cloud.ts";

describeBrowser("records that publish themselves", () => {
  let browser: Browser;
  beforeAll(async () => {
    await build();
    browser = await connect();
  });
  afterAll(() => browser.close());

  async function openPage(cloud: Cloud, locale: "en" | "de", javaScriptEnabled: boolean) {
    expect((await sendTicket(exampleTicket(), cloud.urls)).status).toBeLessThan(300);
    const { subject } = await eventually("the invitation", () =>
      cloud.ses.mailbox.list().find(({ text = "", to }) => /\/setup\//.test(text) && !/help/.test(to.join())),
    );
    const visited = await visit(browser, cloud.urls.mailbox, { javaScriptEnabled, locale });
    await visited.page.getByRole("link", { name: subject }).click();
    await visited.page.locator("pre a").first().click();
    const appears = (text: string) =>
      eventually(text, async () => {
        if (!javaScriptEnabled) await visited.page.reload().catch(() => undefined);
        return (await visited.page.getByText(text).count()) > 0 || undefined;
      });
    return { ...visited, appears };
  }

  it.each([
    ["en", true],
    ["de", false],
  ] as const)(
    "lead to ready by the DNS host's sign-in and consent, in %s, script: %s",
    (language, javaScriptEnabled) =>
      withCloud(async (cloud) => {
        const { text } = textsIn(language);
        const { page, troubles, close, appears } = await openPage(cloud, language, javaScriptEnabled);
        await appears(text("publish.title"));
        if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
        await picture(page, "one-click-offer");
        await page.getByRole("button", { name: text("publish.button", { provider: "127.0.0.1" }) }).click();
        await page.getByRole("button", { name: "Sign in" }).click();
        await picture(page, "one-click-consent");
        await page.getByRole("button", { name: "Confirm" }).click();
        await page.getByText(text("publish.done.published")).waitFor();
        await appears(text("page.status.ready", { domain: "oxfordstones.example" }));
        expect(await page.getByText(text("page.progress", { right: 5, total: 5 })).count()).toBe(1);
        expect(troubles.filter((one) => !one.startsWith(`asked ${cloud.provider.url}`))).toEqual([]);
        await close();
      }),
  );

  it("can be cancelled, and the list by hand is there", () =>
    withCloud(async (cloud) => {
      const { text } = textsIn("en");
      const { page, close, appears } = await openPage(cloud, "en", false);
      await appears(text("publish.title"));
      await page.getByRole("button", { name: text("publish.button", { provider: "127.0.0.1" }) }).click();
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByText(text("publish.done.publish-cancelled")).waitFor();
      expect(
        await page.getByRole("button", { name: text("page.action.confirm", { count: 5 }) }).count(),
      ).toBeGreaterThan(0);
      await close();
    }));
});
