import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "../../infra/build.ts";
import { eventually, publishRecords } from "../../infra/demo/customer.ts";
import { exampleTicket } from "../../infra/demo/example-ticket.ts";
import { sendTicket } from "../../infra/demo/send-ticket.ts";
import { playTestMail } from "../../infra/demo/test-mail.ts";
import { type Cloud, startCloud } from "../../infra/local/cloud.ts";
import { connect, describeBrowser, faultsOf, picture, visit } from "./browsing.ts";

const ANY_PORT = { http: 0, aws: 0, dns: 0, resolver: 0 };
const DOMAIN = "oxfordstones.example";

describeBrowser("the customer's way from the invitation to ready", () => {
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

  it.each([true, false])("is walked by clicking alone, script: %s", (javaScriptEnabled) =>
    withCloud(async (cloud) => {
      expect((await sendTicket(exampleTicket(), cloud.urls)).status).toBeLessThan(300);
      const isInvited = () =>
        cloud.ses.mailbox.list().find(({ subject, to }) => /to add/.test(subject) && !/help/.test(to.join()));
      const { subject } = await eventually("the invitation", isInvited);

      const { page, troubles, close } = await visit(browser, cloud.urls.mailbox, { javaScriptEnabled });
      if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
      await page.getByRole("link", { name: subject }).click();
      await picture(page, "invitation");
      await page.locator("pre a").first().click();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(DOMAIN);

      await page.getByText("All records as a file").click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Zone file" }).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
      const [first = "", ...others] = Buffer.concat(chunks)
        .toString()
        .split(/(?<=\n)/);
      const doubled = first.replace(`.${DOMAIN}.`, `.${DOMAIN}.${DOMAIN}.`);
      await publishRecords(cloud.zonesDirectory, DOMAIN, [doubled, ...others].join(""));
      await page.getByRole("button", { name: "I have added the records" }).first().click();
      await page.getByText("Thank you.").waitFor();

      const appears = (text: string) =>
        eventually(text, async () => {
          if (!javaScriptEnabled) await page.reload().catch(() => undefined); // the page may refresh itself meanwhile
          return (await page.getByText(text).count()) > 0 || undefined;
        });
      await appears("Needs a correction");
      await page
        .getByText(/the DNS panel added/)
        .first()
        .waitFor();
      await picture(page, `mistake-${javaScriptEnabled ? "with" : "without"}-script`);
      await publishRecords(cloud.zonesDirectory, DOMAIN, first);
      await page.getByRole("button", { name: "Check again now" }).first().click();
      await appears("Ready to send");
      expect(await page.getByText("5 of 5 right").count()).toBe(1);
      expect(await page.getByText("Amazon rotates between the three").count()).toBe(1);
      expect(await page.locator("form").count()).toBe(0);

      await publishRecords(cloud.zonesDirectory, DOMAIN, `_dmarc.${DOMAIN}. IN TXT "v=DMARC1; p=reject"\n`);
      const request = { project: "oxfordstones", from: `news@${DOMAIN}`, to: "somebody@elsewhere.example" };
      expect(await playTestMail(cloud, { add: () => {} }, request)).toEqual({
        dkim: "pass",
        spf: "pass",
        dmarc: "pass",
      });
      await page.goto(cloud.urls.mailbox);
      await page.getByRole("link", { name: "Test message from" }).click();
      expect(await page.getByText(`signed by ${DOMAIN}, amazonses.com`).count()).toBe(1);
      expect(await page.locator("dd", { hasText: `@email.${DOMAIN}` }).count()).toBe(1);
      expect(troubles).toEqual([]);
      await close();
    }),
  );
});
