import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { textsIn } from "#core/words/texts";
import { build } from "../../infra/build.ts";
import { eventually, publishRecords } from "../../infra/demo/customer.ts";
import { exampleTicket } from "../../infra/demo/example-ticket.ts";
import { sendTicket } from "../../infra/demo/send-ticket.ts";
import { playTestMail } from "../../infra/demo/test-mail.ts";
import { connect, describeBrowser, faultsOf, picture, visit } from "./browsing.ts";
import { withCloud } from "./with-cloud.ts";

const DOMAIN = "oxfordstones.example";

describeBrowser("the customer's way from the invitation to ready", () => {
  let browser: Browser;
  beforeAll(async () => {
    await build();
    browser = await connect();
  });
  afterAll(() => browser.close());

  it.each([
    ["en", true],
    ["de", false],
  ] as const)("is walked by clicking alone, in %s, script: %s", (language, javaScriptEnabled) =>
    withCloud(async (cloud) => {
      const { text } = textsIn(language);
      expect((await sendTicket(exampleTicket(), cloud.urls)).status).toBeLessThan(300);
      const isInvited = () =>
        cloud.ses.mailbox
          .list()
          .find(({ text: body, to }) => /\/setup\//.test(body ?? "") && !/help/.test(to.join()));
      const { subject } = await eventually("the invitation", isInvited);

      const options = { javaScriptEnabled, locale: language };
      const { page, troubles, close } = await visit(browser, cloud.urls.mailbox, options);
      if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([]);
      await page.getByRole("link", { name: subject }).click();
      await picture(page, "invitation");
      await page.locator("pre a").first().click();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
        text("page.status.add", { count: 5, domain: DOMAIN }),
      );

      await page.getByText(text("page.files.title")).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: text("page.files.zone") }).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
      const [first = "", ...others] = Buffer.concat(chunks)
        .toString()
        .split(/(?<=\n)/);
      const doubled = first.replace(`.${DOMAIN}.`, `.${DOMAIN}.${DOMAIN}.`);
      await publishRecords(cloud.zonesDirectory, DOMAIN, [doubled, ...others].join(""));
      await page.getByRole("button", { name: text("page.action.confirm", { count: 5 }) }).click();
      await page.getByText(text("page.done.confirmed")).waitFor();

      const appears = (shown: string) =>
        eventually(shown, async () => {
          // Without a script the page refreshes itself, perhaps just now.
          if (!javaScriptEnabled) await page.reload().catch(() => undefined);
          const count = await page
            .getByText(shown)
            .count()
            .catch(() => 0);
          return count > 0 || undefined;
        });
      await appears(text("page.record.state.misplaced"));
      await picture(page, `mistake-${javaScriptEnabled ? "with" : "without"}-script`);
      await publishRecords(cloud.zonesDirectory, DOMAIN, first);
      // With a script the open page requests probes, so nothing has to be pressed.
      if (!javaScriptEnabled) await page.getByRole("button", { name: text("page.action.check") }).click();
      await appears(text("page.status.ready", { domain: DOMAIN }));
      expect(await page.getByText(text("page.progress", { right: 5, total: 5 })).count()).toBe(1);
      expect(await page.getByText(text("page.ready.keep-all")).count()).toBe(1);
      expect(await page.locator("form").count()).toBe(0);

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
