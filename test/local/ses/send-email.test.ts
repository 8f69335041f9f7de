import { createPublicKey, createVerify } from "node:crypto";
import {
  CreateEmailIdentityCommand,
  GetAccountCommand,
  PutEmailIdentityDkimAttributesCommand,
  PutEmailIdentityMailFromAttributesCommand,
  SendEmailCommand,
  type SendEmailCommandInput,
} from "@aws-sdk/client-sesv2";
import { expect, it } from "vitest";
import { ask, lines } from "../../support/dns-asking.ts";
import { startSesWorld } from "../../support/ses-world.ts";

const D = "oxfordstones.example";
const OPERATOR = "ops@sendworthy.example";

function simple(FromEmailAddress: string, overrides: Partial<SendEmailCommandInput> = {}): SendEmailCommand {
  return new SendEmailCommand({
    FromEmailAddress,
    Destination: { ToAddresses: ["admin@customer.example"] },
    Content: {
      Simple: {
        Subject: { Data: "Records – to publish" },
        Body: { Text: { Data: "Please add these." }, Html: { Data: "<p>Please add these.</p>" } },
        Headers: [{ Name: "X-Sendworthy-Notice", Value: "onb_1/asked/admin" }],
      },
    },
    ...overrides,
  });
}

async function verifiedWorld() {
  const world = await startSesWorld({ [D]: "email MX 10 feedback-smtp.eu-west-1.amazonses.com.\n" });
  world.files.append(D, await world.createDomain(D));
  await world.minutes(2);
  return world;
}

it("sends text and HTML from a verified address, one mail for each call", async () => {
  const { client, ses } = await startSesWorld({}, { verifiedSenders: [OPERATOR] });
  const first = await client.send(simple(`Sendworthy <${OPERATOR}>`));
  const second = await client.send(simple(`Sendworthy <${OPERATOR}>`));
  const [mail, again] = ses.mailbox.list();
  expect([mail?.id, again?.id].sort()).toEqual([first.MessageId, second.MessageId].sort());
  expect(mail).toMatchObject({
    from: `Sendworthy <${OPERATOR}>`,
    to: ["admin@customer.example"],
    subject: "Records – to publish",
    returnPath: `${mail?.id}@eu-west-1.amazonses.com`,
    text: "Please add these.",
  });
  for (const part of ["X-Sendworthy-Notice: onb_1/asked/admin", "text/plain", "text/html", `<${mail?.id}@`])
    expect(mail?.raw).toContain(part);
  expect(mail?.signedBy).toEqual(["amazonses.com"]);
});

it("sends from the sandbox to verified addresses and the simulator alone", async () => {
  const { client } = await startSesWorld({}, { verifiedSenders: [OPERATOR], isInSandbox: true });
  const to = (...ToAddresses: string[]) => simple(OPERATOR, { Destination: { ToAddresses } });
  await client.send(to(OPERATOR, "success@simulator.amazonses.com"));
  await expect(client.send(to(OPERATOR, "admin@customer.example"))).rejects.toMatchObject({
    name: "MessageRejected",
    message: expect.stringMatching(/not verified.* EU-WEST-1: admin@customer\.example$/),
  });
  expect(await client.send(new GetAccountCommand({}))).toMatchObject({
    ProductionAccessEnabled: false,
    SendQuota: { Max24HourSend: 200 },
  });
});

it("refuses a sender that is not verified, naming each form of it", async () => {
  const { client, ses } = await startSesWorld({}, { verifiedSenders: [OPERATOR] });
  await expect(client.send(simple(`News <news@${D}>`))).rejects.toMatchObject({
    name: "MessageRejected",
    message: `Email address is not verified. The following identities failed the check in region EU-WEST-1: News <news@${D}>, news@${D}`,
    $metadata: { httpStatusCode: 400 },
  });
  expect(ses.mailbox.list()).toEqual([]);
});

it("signs with the domain's key, which DNS confirms", async () => {
  const { client, ses, options } = await verifiedWorld();
  await client.send(simple(`news@shop.${D}`));
  const [mail] = ses.mailbox.list();
  const [head = "", ...body] = mail?.raw.split("\r\n\r\n") ?? [];
  const signature = /^DKIM-Signature:(?:.|\r\n[ \t])*/m.exec(head)?.[0] ?? "";
  const tags = new Map(
    signature
      .replace(/^DKIM-Signature:/, "")
      .split(";")
      .map((tag) => tag.trim().split(/=(.*)/s))
      .map(([name = "", value = ""]) => [name, value.replaceAll(/\s/g, "")]),
  );
  expect(tags.get("d")).toBe(D);
  const answer = await ask(options.resolver, `${tags.get("s")}._domainkey.${D}`, "TXT", {
    recursionDesired: true,
  });
  const key = lines(answer.answers).at(-1)?.split(" TXT p=")[1]?.replaceAll("|", "") ?? "";
  // Relaxed canonicalization: RFC 6376 §3.4.2.
  const relaxed = (field: string) => {
    const [name = "", value = ""] = field.split(/:(.*)/s);
    return `${name.toLowerCase()}:${value
      .replaceAll("\r\n", "")
      .replaceAll(/[ \t]+/g, " ")
      .trim()}`;
  };
  const fields = new Map(
    head.split(/\r\n(?![ \t])/).map((field) => [field.split(":")[0]?.toLowerCase(), relaxed(field)]),
  );
  const signed = (tags.get("h") ?? "").split(":").map((name) => `${fields.get(name.toLowerCase())}\r\n`);
  const unsigned = relaxed(signature.replace(/(;\s*b=)(?:[^;]|\r\n)*/, "$1"));
  const isRight = createVerify("RSA-SHA256")
    .update(signed.join("") + unsigned)
    .verify(
      createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" }),
      tags.get("b") ?? "",
      "base64",
    );
  expect(isRight).toBe(true);
  expect(body.join("")).toContain("Please add these.");
});

it("uses the MAIL FROM domain in the envelope once its MX is found", async () => {
  const { client, ses, minutes } = await verifiedWorld();
  await client.send(
    new PutEmailIdentityMailFromAttributesCommand({ EmailIdentity: D, MailFromDomain: `email.${D}` }),
  );
  await client.send(simple(`news@${D}`));
  await minutes(2);
  await client.send(simple(`news@${D}`));
  const domains = ses.mailbox.list().map(({ returnPath }) => returnPath.split("@")[1]);
  expect(domains).toEqual(["eu-west-1.amazonses.com", `email.${D}`]);
});

it("rejects mail without a MAIL FROM domain found, where that was asked for", async () => {
  const { client } = await verifiedWorld();
  await client.send(
    new PutEmailIdentityMailFromAttributesCommand({
      EmailIdentity: D,
      MailFromDomain: `other.${D}`,
      BehaviorOnMxFailure: "REJECT_MESSAGE",
    }),
  );
  await expect(client.send(simple(`news@${D}`))).rejects.toMatchObject({
    name: "MailFromDomainNotVerifiedException",
  });
});

it("sends a raw message with its own Message-ID and Date", async () => {
  const { client, ses } = await startSesWorld({}, { verifiedSenders: [OPERATOR] });
  const raw = [
    `From: ${OPERATOR}`,
    "To: a@customer.example,\r\n b@customer.example",
    "Bcc: c@customer.example",
    "Message-ID: <old@x>",
    "Subject: raw",
    "",
    "Hello",
  ].join("\r\n");
  const { MessageId } = await client.send(
    new SendEmailCommand({ Content: { Raw: { Data: new TextEncoder().encode(raw) } } }),
  );
  const [mail] = ses.mailbox.list();
  expect(mail).toMatchObject({
    from: OPERATOR,
    to: ["a@customer.example", "b@customer.example", "c@customer.example"],
    subject: "raw",
  });
  expect(mail?.raw).toContain(`Message-ID: <${MessageId}@eu-west-1.amazonses.com>`);
  expect(mail?.raw).not.toMatch(/old@x|^Bcc/m);
  expect(mail?.raw.endsWith("\r\n\r\nHello")).toBe(true);
});

it.each([
  ["nobody to send to", simple(OPERATOR, { Destination: {} }), "No recipients were given."],
  ["no content", simple(OPERATOR, { Content: {} }), "Content must be Simple or Raw."],
  ["no sender", simple("nobody"), "Invalid from address: nobody"],
])("refuses %s", async (_case, command, message) => {
  const { client } = await startSesWorld({}, { verifiedSenders: [OPERATOR] });
  await expect(client.send(command)).rejects.toMatchObject({ name: "BadRequestException", message });
});

it("lets an address identity override the DKIM signing of its domain", async () => {
  const { client, ses } = await verifiedWorld();
  const EmailIdentity = `news@${D}`;
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity }));
  await client.send(simple(EmailIdentity));
  await client.send(new PutEmailIdentityDkimAttributesCommand({ EmailIdentity, SigningEnabled: false }));
  await client.send(simple(EmailIdentity));
  await client.send(simple(`sales@${D}`));
  const signed = ses.mailbox.list().map(({ from, signedBy }) => `${from} ${signedBy.includes(D)}`);
  expect(signed.toSorted()).toEqual([`news@${D} false`, `news@${D} true`, `sales@${D} true`]);
});
