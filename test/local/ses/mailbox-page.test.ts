import { expect, it } from "vitest";
import { createMailbox, type Mail } from "../../../infra/local/ses/mailbox.ts";
import { createMailboxPages } from "../../../infra/local/ses/mailbox-page.ts";
import { openStore } from "../../../infra/local/store.ts";

const MAIL: Mail = {
  id: "0102-1",
  at: Date.UTC(2026, 10, 23, 9),
  from: "Ops <ops@sendworthy.example>",
  to: ["admin@customer.example"],
  subject: "<script>alert(1)</script>",
  returnPath: "0102-1@eu-west-1.amazonses.com",
  clientIp: "192.0.2.40",
  signedBy: ["customer.example", "amazonses.com"],
  configurationSet: "shop",
  text: "5 < 6",
  html: '<p title="x">Hello</p>',
  raw: "From: Ops <ops@sendworthy.example>",
};

function pagesOf(...mails: Mail[]) {
  const mailbox = createMailbox(openStore(":memory:").collection<Mail>("mail"));
  for (const mail of mails) mailbox.add(mail);
  return createMailboxPages(mailbox);
}

it("lists the newest mail first, with markup shown as text", () => {
  const page = pagesOf(MAIL, { ...MAIL, id: "0102-2", subject: "second" })("/mail");
  expect(page).toMatchObject({ status: 200, contentType: "text/html; charset=utf-8" });
  expect(page?.body.indexOf("second")).toBeLessThan(page?.body.indexOf("&lt;script&gt;") ?? 0);
  expect(page?.body).not.toContain("<script>");
});

it("shows one mail, its HTML in a sandbox", () => {
  const page = pagesOf(MAIL)("/mail/0102-1");
  expect(page?.body).toContain("Ops &lt;ops@sendworthy.example&gt;");
  expect(page?.body).toContain("5 &lt; 6");
  expect(page?.body).toContain('srcdoc="&lt;p title=&quot;x&quot;&gt;Hello&lt;/p&gt;"');
  expect(page?.body).toContain("signed by customer.example, amazonses.com");
  expect(page?.body).toContain("<dt>Configuration set</dt><dd>shop</dd>");
  expect(page?.body).toContain("<dt>Tenant</dt><dd>none</dd>");
});

it("shows the headers that mail programs act on, also folded ones", () => {
  const raw =
    "Auto-Submitted: auto-generated\r\nX-Sendworthy-Notice:\r\n onb_1/ready/customer\r\n\r\nReply-To: not a header";
  const { body = "" } = pagesOf({ ...MAIL, raw })("/mail/0102-1") ?? {};
  expect(body).toContain("<dt>Auto-Submitted</dt><dd>auto-generated</dd>");
  expect(body).toContain("<dt>X-Sendworthy-Notice</dt><dd>onb_1/ready/customer</dd>");
  expect(body).not.toContain("<dt>Reply-To</dt>");
});

it("shows the first sentence of each mail in the list, without its salutation", () => {
  const text = "Hello,\n\nall five records are right.\n";
  expect(pagesOf({ ...MAIL, text })("/mail")?.body).toContain('"preview">all five records are right.</p>');
});

it("has a message for no mail, an unknown mail and an unknown page", () => {
  expect(pagesOf()("/mail")?.body).toContain("No mail was sent yet.");
  expect(pagesOf()("/mail/0102-9")?.status).toBe(404);
  expect(pagesOf()("/other")).toBeUndefined();
});
