import { describe, expect, it } from "vitest";
import { MAIL_PROVIDERS } from "#core/diagnosis/preflight/mail-providers";
import { knownLabels, providersOf, type Trace } from "#core/diagnosis/preflight/provider-of";

const names = (trace: Trace) => providersOf(trace).map(({ name }) => name);
const dkim = (selector: string, aliases: readonly string[], texts: readonly string[] = []): Trace => ({
  kind: "dkim",
  selector,
  aliases,
  texts,
});

describe("a provider shows in", () => {
  it.each([
    ["v=spf1 include:_spf.google.com ~all", ["Google Workspace"]],
    ["v=spf1 include:spf.protection.outlook.com include:sendgrid.net -all", ["Microsoft 365", "SendGrid"]],
    ["v=spf1 redirect=_spf.protonmail.ch", ["Proton Mail"]],
    ["v=spf1 INCLUDE:SPF.mandrillapp.com. ?all", ["Mailchimp Transactional"]],
    ["v=spf1 include:u123.wl.sendgrid.net -all", ["SendGrid"]],
    ["v=spf1 include:amazonses.com ~all", []],
    ["v=spf1 include:notsendgrid.net ~all", []],
    ["v=spf1 includes:sendgrid.net", []],
    ["site-verification=sendgrid.net", []],
    ["v=spf1 a:sendgrid.net exists:sendgrid.net -all", []],
    ["v=spf1 include:sendgrid.net bogus -all", []],
    ["v=spf1 include:%{d}.sendgrid.net -all", ["SendGrid"]],
    ["v=spf1 include:mailgun.org redirect=_spf.google.com", ["Google Workspace", "Mailgun"]],
  ])("%s", (text, expected) => {
    expect(names({ kind: "spf", text })).toEqual(expected);
  });

  it.each([
    ["aspmx.l.google.com", ["Google Workspace"]],
    ["ALT1.ASPMX.L.GOOGLE.COM.", ["Google Workspace"]],
    ["smtp.google.com", ["Google Workspace"]],
    ["oxfordstones-example.mail.protection.outlook.com", ["Microsoft 365"]],
    ["pm.mtasv.net", ["Postmark"]],
    ["mxa.mailgun.org", ["Mailgun"]],
    ["bounce.s7.exacttarget.com", ["Salesforce"]],
    ["feedback-smtp.eu-west-1.amazonses.com", []],
    ["mail.oxfordstones.example", []],
  ])("the host %s", (name, expected) => {
    expect(names({ kind: "host", name })).toEqual(expected);
  });

  it("a selector whose CNAME leads there, or that has its key", () => {
    expect(names(dkim("s1", ["s1.domainkey.u1.wl.sendgrid.net"]))).toEqual(["SendGrid"]);
    expect(names(dkim("selector1", ["selector1-x._domainkey.y.onmicrosoft.com"]))).toEqual(["Microsoft 365"]);
    expect(names(dkim("google", [], ["v=DKIM1; k=rsa; p=MIIB"]))).toEqual(["Google Workspace"]);
    expect(names(dkim("google", [], ["p=MIIB"]))).toEqual(["Google Workspace"]);
  });

  it.each([
    ["p=MIIB", true],
    ["v=DKIM1;p=MIIB", true],
    ["v=DKIM1;  p = MIIB", true],
    ["  p\t=MIIB", true],
    ["p=", true],
    ["v=DKIM1; sp=MIIB", false],
    ["v=DKIM1 p=MIIB", false],
    ["v=DKIM1; p", false],
    ["p:MIIB", false],
  ])("the text %j of a selector, as a key has a tag p: %s", (text, isKey) => {
    expect(names(dkim("google", [], ["x", text]))).toEqual(isKey ? ["Google Workspace"] : []);
  });

  it("a CNAME in any form, and behind another one", () => {
    expect(names(dkim("s1", ["x.example", "S1.U1.WL.SENDGRID.NET."]))).toEqual(["SendGrid"]);
    expect(names(dkim("s1", []))).toEqual([]);
    expect(names(dkim("google", ["x.sendgrid.net"]))).toEqual([]);
  });

  it("no selector that a wildcard answers for", () => {
    expect(names(dkim("google", [], ["v=spf1 -all", "help=1"]))).toEqual([]);
    expect(names(dkim("s1", ["parked.example"], ["v=DKIM1; p=MIIB"]))).toEqual([]);
    expect(names(dkim("other", [], ["v=DKIM1; p=MIIB"]))).toEqual([]);
  });
});

it("asks for the first selector of each provider, and for all return paths", () => {
  expect(knownLabels()).toEqual({
    selectors: [
      ...["google", "selector1", "zmail", "protonmail", "fm1", "sig1", "s1", "mailo", "k1", "mandrill"],
      ...["mailjet", "brevo1", "resend", "zendesk1", "kl", "fddkim"],
    ],
    returnPaths: ["mg", "pm-bounces", "bounces", "bnc3", "send", "bounce"],
  });
});

it("asks for few labels, each once", () => {
  const { selectors, returnPaths } = knownLabels();
  expect(new Set(selectors).size).toBe(selectors.length);
  expect(new Set(returnPaths).size).toBe(returnPaths.length);
  expect(selectors.length + returnPaths.length).toBeLessThan(30);
  expect(new Set(MAIL_PROVIDERS.map(({ name }) => name)).size).toBe(MAIL_PROVIDERS.length);
});
