import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "../../infra/build.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { exampleTicket } from "../../infra/demo/example-ticket.ts";
import { sendTicket } from "../../infra/demo/send-ticket.ts";
import { type Cloud, startCloud } from "../../infra/local/cloud.ts";
import { connect, describeBrowser, faultsOf, picture, visit } from "./browsing.ts";

const ANY_PORT = { http: 0, aws: 0, dns: 0, resolver: 0 };

describeBrowser("records that publish themselves", () => {
  let browser: Browser;
  beforeAll(async () => {
    await build();
    browser = await connect();
  });
  afterAll(() => browser.close());

  async function withCloud(tell: (cloud: Cloud) => Promise<void>): Promise<void> {
    const dataDirectory = await mkdtemp(join(tmpdir(), "browser-"));
    const cloud = await startCloud({ dataDirectory, ports: ANY_PORT, speed: 60 });
    try {
      await tell(cloud);
    } finally {
      await cloud.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    }
  }

  async function openPage(cloud: Cloud, javaScriptEnabled: boolean) {
    expect((await sendTicket(exampleTicket(), cloud.urls)).status).toBeLessThan(300);
    const { subject } = await eventually("the invitation", () =>
      cloud.ses.mailbox.list().find(({ text = "", to }) => /\/setup\//.test(text) && !/help/.test(to.join())),
    );
    const visited = await visit(browser, cloud.urls.mailbox, { javaScriptEnabled });
    await visited.page.getByRole("link", { name: subject }).click();
    await visited.page.locator("pre a").first().click();
    const appears = (text: string) =>
      eventually(text, async () => {
        if (!javaScriptEnabled) await visited.page.reload().catch(() => undefined);
        return (await visited.page.getByText(text).count()) > 0 || undefined;
      });
    return { ...visited, appears };
  }

  it.each([true, false])(
    "lead to ready by the DNS host's sign-in and consent, script: %s",
    (javaScriptEnabled) =>
      withCloud(async (cloud) => {
        const { page, troubles, close, appears } = await openPage(cloud, javaScriptEnabled);
        await appears("Add all records with one click");
        if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
        await picture(page, "one-click-offer");
        await page.getByRole("button", { name: "Continue at" }).click();
        await page.getByRole("button", { name: "Sign in" }).click();
        await picture(page, "one-click-consent");
        await page.getByRole("button", { name: "Confirm" }).click();
        await page.getByText("Welcome back.").waitFor();
        await appears("is ready to send");
        expect(await page.getByText("5 of 5 right").count()).toBe(1);
        expect(troubles.filter((one) => !one.startsWith(`asked ${cloud.provider.url}`))).toEqual([]);
        await close();
      }),
  );

  it("can be cancelled, and the list by hand is there", () =>
    withCloud(async (cloud) => {
      const { page, close, appears } = await openPage(cloud, false);
      await appears("Add all records with one click");
      await page.getByRole("button", { name: "Continue at" }).click();
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByText("You cancelled at your DNS host.").waitFor();
      expect(await page.getByRole("button", { name: "I have added the records" }).count()).toBeGreaterThan(0);
      await close();
    }));
});
