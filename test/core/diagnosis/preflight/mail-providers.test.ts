import { describe, expect, it } from "vitest";
import { MAIL_PROVIDERS } from "#core/diagnosis/preflight/mail-providers";
import { providersOf, type Trace } from "#core/diagnosis/preflight/provider-of";

const names = (trace: Trace) => providersOf(trace).map(({ name }) => name);
const spf = (target: string) => names({ kind: "spf", text: `v=spf1 include:${target} -all` });
const host = (name: string) => names({ kind: "host", name });
const key = (selector: string, alias: string) =>
  names({ kind: "dkim", selector, aliases: [alias], texts: [] });
const published = (selector: string) => names({ kind: "dkim", selector, aliases: [], texts: ["p=MIIB"] });

/** Names whose whole text counts: one more label or letter on either side makes another name. */
const WHOLE_SPF: Readonly<Record<string, readonly string[]>> = {
  "Google Workspace": ["_spf.google.com"],
  "Microsoft 365": ["spf.protection.outlook.com"],
  "Zoho Mail": ["zoho.com", "zohomail.com", "one.zoho.eu", "one.zohomail.in", "zoho.com.au"],
  "Proton Mail": ["_spf.protonmail.ch"],
  Fastmail: ["spf.messagingengine.com"],
  "iCloud Mail": ["icloud.com"],
  "Yandex 360": ["_spf.yandex.net"],
  "IONOS Mail": ["_spf.perfora.net", "_spf.kundenserver.de", "_spf.ionos.com"],
  "OVHcloud Mail": ["mx.ovh.com", "mx.ovh.net", "mx.ovh.ca"],
  "Namecheap Private Email": ["spf.privateemail.com", "spf.web-hosting.com"],
  "Hostinger Mail": ["_spf.mail.hostinger.com"],
  "Rackspace Email": ["emailsrvr.com"],
  Mailgun: ["mailgun.org", "eu.mailgun.org"],
  Mailchimp: ["servers.mcsv.net"],
  "Mailchimp Transactional": ["spf.mandrillapp.com"],
  Postmark: ["spf.mtasv.net"],
  Mailjet: ["spf.mailjet.com"],
  Brevo: ["spf.brevo.com", "spf.sendinblue.com"],
  Salesforce: ["_spf.salesforce.com"],
  Zendesk: ["mail.zendesk.com"],
  Shopify: ["shops.shopify.com"],
  Freshdesk: ["email.freshdesk.com"],
};

/** Domains that a name may be as well as be below. */
const SPF_DOMAINS: Readonly<Record<string, readonly string[]>> = {
  "GoDaddy Mail": ["secureserver.net"],
  Mimecast: ["_netblocks.mimecast.com"],
  SendGrid: ["sendgrid.net"],
  SparkPost: ["sparkpostmail.com", "e.sparkpost.com"],
};

/** Domains that a name must be below. */
const BELOW_SPF: Readonly<Record<string, readonly string[]>> = {
  Proofpoint: ["pphosted.com"],
  HubSpot: ["hubspotemail.net"],
};

const WHOLE_HOSTS: Readonly<Record<string, readonly string[]>> = {
  "Yandex 360": ["mx.yandex.net", "mx.yandex.ru"],
  "IONOS Mail": ["mx.ionos.com", "mx00.kundenserver.de", "mx1.1and1.co.uk", "mx01.ionos.fr", "mx0.ionos.es"],
  "OVHcloud Mail": ["mx1.ovh.net", "mx10.mail.ovh.net", "mx0.mail.ovh.ca"],
  "Namecheap Private Email": ["mx1.privateemail.com", "mx2.privateemail.com"],
  "Hostinger Mail": ["mx1.hostinger.com", "mx2.hostinger.com"],
};

const HOST_DOMAINS: Readonly<Record<string, readonly string[]>> = {
  "Google Workspace": ["aspmx.l.google.com", "smtp.google.com", "aspmx.googlemail.com"],
  "Zoho Mail": ["mx.zoho.com", "mx2.zoho.eu", "mx3.zoho.in", "mx.zoho.com.au"],
  "Mailchimp Transactional": ["mandrillapp.com"],
  SparkPost: ["sparkpostmail.com"],
};

const BELOW_HOSTS: Readonly<Record<string, readonly string[]>> = {
  "Google Workspace": ["googlemail.com"],
  "Microsoft 365": ["mail.protection.outlook.com", "mx.microsoft"],
  "Proton Mail": ["protonmail.ch"],
  Fastmail: ["messagingengine.com"],
  "iCloud Mail": ["mail.icloud.com"],
  "GoDaddy Mail": ["secureserver.net"],
  "Rackspace Email": ["emailsrvr.com"],
  Mimecast: ["mimecast.com", "mimecast.co.za"],
  Proofpoint: ["pphosted.com", "ppe-hosted.com"],
  SendGrid: ["sendgrid.net"],
  Mailgun: ["mailgun.org"],
  Postmark: ["mtasv.net"],
  SparkPost: ["sparkpost.com"],
  Mailjet: ["mailjet.com"],
  Brevo: ["brevo.com", "sendinblue.com"],
  HubSpot: ["hubspotemail.net"],
  Salesforce: ["salesforce.com", "exacttarget.com"],
  Klaviyo: ["klaviyo.com", "klaviyomail.com"],
};

const rows = (all: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(all).flatMap(([provider, targets]) =>
    targets.map((target): [string, string] => [target, provider]),
  );

describe("an SPF record includes", () => {
  it.each(rows(WHOLE_SPF))("%s, and no name around it: %s", (target, provider) => {
    expect(spf(target)).toEqual([provider]);
    expect([`x${target}`, `x.${target}`, `${target}x`, `${target}.x.example`].flatMap(spf)).toEqual([]);
  });

  it.each(rows(SPF_DOMAINS))("%s or a name below it: %s", (target, provider) => {
    expect([target, `x.${target}`].map(spf)).toEqual([[provider], [provider]]);
    expect([`x${target}`, `${target}x`, `${target}.x.example`].flatMap(spf)).toEqual([]);
  });

  it.each(rows(BELOW_SPF))("a name below %s: %s", (target, provider) => {
    expect(spf(`x.${target}`)).toEqual([provider]);
    expect([target, `x${target}`, `x.${target}x`, `x.${target}.x.example`].flatMap(spf)).toEqual([]);
  });
});

describe("a host is", () => {
  it.each(rows(WHOLE_HOSTS))("%s, and no name around it: %s", (target, provider) => {
    expect(host(target)).toEqual([provider]);
    expect([`x${target}`, `x.${target}`, `${target}x`, `${target}.x.example`].flatMap(host)).toEqual([]);
  });

  it.each(rows(HOST_DOMAINS))("%s or a name below it: %s", (target, provider) => {
    expect([target, `x.${target}`].map(host)).toEqual([[provider], [provider]]);
    expect([`${target}x`, `${target}.x.example`].flatMap(host)).toEqual([]);
  });

  it.each(rows(BELOW_HOSTS))("a name below %s: %s", (target, provider) => {
    expect(host(`x.${target}`)).toEqual([provider]);
    expect([target, `x${target}`, `x.${target}x`, `x.${target}.x.example`].flatMap(host)).toEqual([]);
  });

  it.each([
    ...[
      "mx.zohomail.com",
      "mx22.zoho.com",
      "mxx.zoho.com",
      "xmx.zoho.com",
      "xsparkpostmail.com",
      "xmandrillapp.com",
    ],
    ...["mx.ovh.net", "mxx.ovh.net", "mx.privateemail.com", "mxx.privateemail.com", "mx12.hostinger.com"],
    ...["mxx.hostinger.com", "mxx.ionos.com", "xaspmx.l.google.com", "mail.google.com"],
  ])("not %s", (name) => {
    expect(host(name)).toEqual([]);
  });
});

describe("a key is", () => {
  it.each([
    ["Microsoft 365", ["selector1", "selector2"], ["onmicrosoft.com", "dkim.mail.microsoft"]],
    ["Proton Mail", ["protonmail"], ["domains.proton.ch"]],
    ["Fastmail", ["fm1"], ["dkim.fmhosted.com"]],
    ["iCloud Mail", ["sig1"], ["at.icloudmailadmin.com"]],
    ["SendGrid", ["s1", "s2"], ["sendgrid.net"]],
    ["Mailchimp", ["k1", "k2", "k3"], ["mcsv.net"]],
    ["Mailchimp Transactional", ["mandrill", "mte1"], ["mandrillapp.com"]],
    ["Brevo", ["brevo1", "brevo2"], ["dkim.brevo.com"]],
    ["Zendesk", ["zendesk1", "zendesk2"], ["zendesk.com"]],
    ["Klaviyo", ["kl"], ["klaviyo.com", "klaviyomail.com", "klaviyodns.com"]],
  ])("%s's at its selectors, by a CNAME below its domains", (provider, selectors, domains) => {
    for (const domain of domains) {
      for (const selector of selectors) expect(key(selector, `x.${domain}`)).toEqual([provider]);
      const misses = [`x${domain}`, `x.${domain}x`, `x.${domain}.x.example`, domain];
      expect(misses.flatMap((alias) => key(selectors[0] ?? "", alias))).toEqual([]);
      expect(key("other", `x.${domain}`)).toEqual([]);
    }
    expect(selectors.flatMap(published)).toEqual([]);
  });

  it.each([
    ["Google Workspace", ["google"]],
    ["Zoho Mail", ["zmail", "zoho"]],
    ["Mailgun", ["mailo", "krs", "pic"]],
    ["Mailjet", ["mailjet"]],
    ["Resend", ["resend"]],
    ["Freshdesk", ["fddkim"]],
  ])("%s's at its selectors, with the key itself", (provider, selectors) => {
    for (const selector of selectors) {
      expect(published(selector)).toEqual([provider]);
      expect(key(selector, "x.example")).toEqual([]);
    }
  });
});

it("mailboxes are for people, and senders for applications", () => {
  const namesOf = (kind: "mailbox" | "sender") =>
    MAIL_PROVIDERS.filter((one) => one.kind === kind).map(({ name }) => name);
  expect(namesOf("mailbox")).toEqual([
    ...["Google Workspace", "Microsoft 365", "Zoho Mail", "Proton Mail", "Fastmail", "iCloud Mail"],
    ...["Yandex 360", "IONOS Mail", "OVHcloud Mail", "GoDaddy Mail", "Namecheap Private Email"],
    ...["Hostinger Mail", "Rackspace Email", "Mimecast", "Proofpoint"],
  ]);
  expect(namesOf("sender")).toEqual([
    ...["SendGrid", "Mailgun", "Mailchimp", "Mailchimp Transactional", "Postmark", "SparkPost", "Mailjet"],
    ...["Brevo", "Resend", "HubSpot", "Salesforce", "Zendesk", "Klaviyo", "Shopify", "Freshdesk"],
  ]);
});
