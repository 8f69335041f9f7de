import { PutEmailIdentityMailFromAttributesCommand, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { expect, it } from "vitest";
import { verifyMail } from "../../../infra/demo/verify-mail.ts";
import { startSesWorld } from "../../support/ses-world.ts";

const D = "oxfordstones.example";
const RECORDS = `email MX 10 feedback-smtp.eu-west-1.amazonses.com.
email TXT "v=spf1 include:amazonses.com ~all"
_dmarc TXT "v=DMARC1; p=reject; adkim=s; aspf=r"
`;

/** The top-level domain, which DMARC's tree walk also queries (RFC 9989 §4.10). */
const TOP = "oxfordstones NS ns1.oxfordstones\nns1.oxfordstones A 127.0.0.1\n";

async function start(records = RECORDS) {
  const world = await startSesWorld({ [D]: records, example: TOP });
  world.files.append(D, await world.createDomain(D));
  await world.client.send(
    new PutEmailIdentityMailFromAttributesCommand({ EmailIdentity: D, MailFromDomain: `email.${D}` }),
  );
  await world.minutes(2);
  /** Sends a message and verifies it, optionally after `tamper` changed it. */
  async function verify(content: object, { tamper = (raw: string) => raw, ip = "" } = {}) {
    await world.client.send(
      new SendEmailCommand({
        FromEmailAddress: `News <news@${D}>`,
        Destination: { ToAddresses: ["somebody@elsewhere.example"] },
        Content: content,
      }),
    );
    const mail = world.ses.mailbox.list().at(-1);
    if (mail === undefined) throw new Error("Nothing arrived");
    const envelope = {
      sender: mail.returnPath,
      clientIp: ip || mail.clientIp,
      helo: "smtp-out.amazonses.com",
    };
    return verifyMail(tamper(mail.raw), world.options.resolver.port, envelope);
  }
  return { ...world, verify };
}

const SIMPLE = {
  Simple: {
    Subject: { Data: "Grüße" },
    Body: { Text: { Data: "Hello,\n\nworld ü" }, Html: { Data: "<p>Hello ü</p>" } },
  },
};
const RAW = {
  Raw: {
    Data: new TextEncoder().encode(
      `From: News <news@${D}>\nTo: somebody@elsewhere.example\nSubject: raw\n\nHello\n\n`,
    ),
  },
};

it.each([
  ["parts", SIMPLE],
  ["a raw message", RAW],
])("sends %s so that an independent verifier finds all in order", async (_, content) => {
  const { verify, ses } = await start();
  expect(await verify(content)).toEqual({ dkim: "pass", spf: "pass", dmarc: "pass" });
  expect(ses.mailbox.list()[0]?.signedBy).toEqual([D, "amazonses.com"]);
});

it("fails DKIM if a message is changed on its way; DMARC still passes while SPF is aligned", async () => {
  const { verify } = await start();
  const tamper = (raw: string) => raw.replace("Hello", "Pay me");
  expect(await verify(RAW, { tamper })).toEqual({ dkim: "fail", spf: "pass", dmarc: "pass" });
});

it("passes by DKIM alone when a message comes from elsewhere", async () => {
  const { verify } = await start();
  expect(await verify(SIMPLE, { ip: "203.0.113.9" })).toEqual({
    dkim: "pass",
    spf: "softfail",
    dmarc: "pass",
  });
});

it("passes SPF with SES's own MAIL FROM domain, which is not aligned", async () => {
  const { verify, ses } = await start(RECORDS.replace("feedback-smtp", "elsewhere"));
  const tamper = (raw: string) => raw.replace("Hello", "Pay me");
  expect(await verify(RAW, { tamper })).toEqual({ dkim: "fail", spf: "pass", dmarc: "fail" });
  expect(ses.mailbox.list()[0]?.returnPath).toMatch(/@eu-west-1\.amazonses\.com$/);
});

it("has no DMARC verdict where there is no policy", async () => {
  const { verify } = await start(RECORDS.replace(/^_dmarc.*$/m, ""));
  expect(await verify(SIMPLE)).toEqual({ dkim: "pass", spf: "pass", dmarc: "none" });
});
