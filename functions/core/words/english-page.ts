import type { Onboarding } from "#core/onboarding/onboarding";
import { counted } from "#core/words/english-count";

/** The English texts of the set-up page. Messages use some of them, too. */
export const ENGLISH_PAGE = {
  /** The state of a required record at the last check. */
  purposes: {
    ownership: () => "Proof that the domain is yours",
    dkim: (which: number) => `DKIM key ${which} of 3`,
    "mail-from-mx": () => "Return path: where bounces go",
    "mail-from-spf": () => "Return path: SPF",
  },
  fields: {
    type: "Type",
    zone: "Zone",
    host: "Host",
    name: "Full name",
    unicode: "Reads as",
    priority: "Priority",
    value: "Value",
    ttl: "TTL",
    seconds: (ttl: number) => `${ttl} seconds`,
  },

  page: {
    title: (domain: string) => `DNS records for ${domain}`,
    eyebrow: "DNS records for sending e-mail from",
    who: ({ project, requester }: Onboarding, from: string) =>
      `The project ${project} is to send mail from ${from}, as ${requester} asked.`,
    task: (onboarding: Onboarding) =>
      `Your part is to add ${counted(onboarding, "record")} to the DNS of this domain: no login is needed here, and nothing that exists is changed.`,
    whyTitle: "Why these records",
    why: (domain: string, mailFrom: string) =>
      `Anyone can put any sender on a mail, so ${domain} is easily forged (spoofing); the three CNAME records let Amazon SES sign your mail with DKIM, which nobody else can. The MX and TXT records give bounces a return path of your own, ${mailFrom}: then the sender behind the scenes belongs to the same domain as the one people see (alignment), and receivers trust both.`,
    phases: {
      preparing: {
        headline: "We are preparing your records",
        text: "They will be here in a few minutes. There is nothing to do yet.",
      },
      held: {
        headline: "Our team checks this request",
        text: "There is nothing to do for you yet. The records come here, and by mail, once it is approved.",
      },
      add: {
        headline: "Add these records",
        text: "Tell us when they are there, and we look at once.",
      },
      looking: { headline: "We are looking at your DNS now", text: "This takes a few seconds." },
      correct: {
        headline: "Some records need a correction",
        text: "Each record says below what we see and what it must be. Nothing is lost: correct it and check again.",
      },
      partly: {
        headline: "Not all records are there yet",
        text: "Name servers often take some minutes to show a new record. If one stays away, compare its host with the one below: that is where most mistakes are.",
      },
      unsure: {
        headline: "We could not ask about every record",
        text: "Some name servers gave no usable answer. That may pass: we ask again by ourselves.",
      },
      spreading: {
        headline: "All five records are right",
        text: "Nothing for you to do: some resolvers still hold an older answer, and forget it by themselves.",
      },
      confirming: {
        headline: "All five records are right",
        text: "Nothing for you to do: Amazon SES looks for itself, mostly within minutes, at times within hours. You get a mail when all is done.",
      },
      finishing: {
        headline: "All is verified",
        text: "Nothing for you to do: the project is being configured.",
      },
      ready: {
        headline: "Ready to send",
        text: "All five records are right, and Amazon SES has verified the domain.",
      },
      readyWithoutMailFrom: {
        headline: "Ready to send",
        text: "The three CNAME records are right, and Amazon SES has verified the domain. The MX and TXT records are not needed.",
      },
      missed: {
        headline: "Amazon SES does not find all records any more",
        text: "Please see to it that all five records stand in your DNS as below. We look, too, and write when all is right.",
      },
      failed: {
        headline: "Something went wrong on our side",
        text: "Our team knows and goes on from here. There is nothing to do for you; what you added stays as it is.",
      },
      ended: { headline: "This set-up was called off", text: "No more records need to be added." },
    },
    keep: "Keep all five records as long as you send: Amazon rotates between the three CNAME records, so each is needed even when it seems unused.",
    dkimVerified: "Amazon SES has verified DKIM already: the from addresses can be added to the project.",
    progress: (right: number, all: number) => `${right} of ${all} right`,
    afterwards: (from: string) => `What comes next: add your from addresses (${from}) in your project.`,
    alsoTitle: "Worth knowing, too",
    lastLook: "Last look",
    nextLook: "We look again by ourselves",
    recordsAt: "Your records will be here at",
    until: "Open until",
    confirm: "I have added the records",
    check: "Check again now",
    recordsTitle: (onboarding: Onboarding) =>
      onboarding.records.length === 1
        ? "The one record to add"
        : `The ${counted(onboarding, "record")}, in the order to add them`,
    recordsThere: (onboarding: Onboarding) => `The ${counted(onboarding, "record")}`,
    host: (zone: string) =>
      `Most DNS panels add ${zone} by themselves: enter Host there, and Full name only where the panel wants whole names. Values go in without quotes, exactly as they stand.`,
    values: "Values go in without quotes, exactly as they stand.",
    dnsHost: {
      title: (zone: string, host: string) => `${zone} is run by ${host}, as its name servers say`,
      add: (path: string) => `Add each record here: ${path}.`,
      relative: "Enter Host as it stands below: this panel adds the domain by itself.",
      either: "Enter Host as it stands below; this panel takes Full name, too.",
      proxy: (path: string) => `For the three CNAME records: ${path}.`,
    },
    proxy:
      "If your DNS host offers to proxy records, switch that off for the three CNAME records (“DNS only”).",
    only: (mailFrom: string) =>
      `${mailFrom} must hold this one MX record and no other. The mailboxes of your domain are not touched.`,
    copy: "Copy",
    copied: "Copied",
    copyWhat: (field: string, which: number) => `Copy ${field} of record ${which}`,
    urgent: "Please fix this first",
    evidence: "How we know, and how to see it yourself",
    seen: "We see",
    expected: "It must be",
    advised: "Advised",
    show: "Show the record",
    nextTitle: "What happens next",
    next: (button: string) => [
      `You add the records, and press “${button}”.`,
      "We ask your name servers directly. When something is not as it must be, you read here and in a mail what to correct.",
      "Amazon SES verifies the domain, and we configure the project. You get a mail when all is done.",
    ],
    alone: "If you press nothing, we still look by ourselves, several times a day.",
    handOffTitle: "Does somebody else run your DNS?",
    handOff: "Send them this text, or the link to this page: both hold all that is needed.",
    sentTo: (contact: string) =>
      `${contact}, named in the ticket, was sent the records already. For anybody else:`,
    handOffMail: "Send it by mail",
    handOffCopy: "Copy the text",
    handOffLabel: "Text for the person who runs your DNS",
    handOffSubject: (domain: string, onboarding: Onboarding) =>
      `Please add ${counted(onboarding, "DNS record")} for ${domain}`,
    handOffText: (domain: string, onboarding: Onboarding) =>
      onboarding.records.length === 1
        ? `Hello,\n\nplease add this record to the DNS of ${domain}. It proves to our e-mail platform that the domain is ours; nothing that exists has to be changed.`
        : `Hello,\n\nplease add these ${counted(onboarding, "record")} to the DNS of ${domain}. They let our e-mail platform send signed mail in our name; nothing that exists has to be changed.`,
    handOffPage:
      "How each record looks, with copy buttons and a button for when you are done (no login needed):",
    filesTitle: "All records as a file",
    files: {
      zone: "Zone file (BIND, Cloudflare)",
      csv: "CSV",
      json: "JSON",
      "route53.tf": "Terraform for Route 53",
      "cloudflare.tf": "Terraform for Cloudflare",
      "cloudformation.json": "CloudFormation for Route 53",
      "dnscontrol.js": "DNSControl",
      "octodns.yaml": "octoDNS",
    },
    amendTitle: "Is this sub-domain in use already?",
    amend: (mailFrom: string) =>
      `${mailFrom} must be free for bounces alone. If it is used for something else, choose another sub-domain: the MX and TXT records change, the three CNAME records stay.`,
    amendLabel: (domain: string) => `Another sub-domain of ${domain}`,
    amendButton: "Use this sub-domain",
    private:
      "Anyone with this link can view and change this set-up. Share it only with people who manage this domain.",
    updated: "This page was just updated.",
  },

  /** Shown after an action, by the `done` parameter of the page's address. */
  done: {
    confirmed: "Thank you. We are looking at your DNS now.",
    checked: "We are looking at your DNS now.",
    kept: "Thank you. We check as soon as the problem on our side is fixed.",
    "asked-before": "We looked seconds ago. Please wait half a minute before you ask again.",
    amended: "The sub-domain was changed: the MX and TXT records below are new, please add them.",
    extended: "Thank you. This set-up stays open for 30 more days.",
    "open-long": "This set-up stays open for more than a week: there is time enough.",
    "changed-often":
      "The sub-domain was changed five times in 24 hours. Please try again tomorrow, or ask the support team of your e-mail platform.",
    unchanged: "That is the sub-domain already: nothing was changed.",
    "nothing-to-do": "There is nothing left to do for you.",
  },

  /** Shown for a set-up link that does not open a page. */
  refusals: {
    unknown: {
      title: "This link does not open anything",
      detail: "It may be incomplete, or a newer link replaces it. Use the link in the latest mail.",
    },
    closed: {
      title: "This set-up has ended",
      detail:
        "It was called off, or its time ran out. To begin again, ask the support team of your e-mail platform.",
    },
    back: "Back to the set-up page",
    notJson: "The body is not JSON",
    subdomain: { title: "This sub-domain can't be used", detail: "Please enter another one." },
    fault: (expected: string, sent: string | undefined) =>
      `We expected ${expected}${sent === undefined ? "" : `, not “${sent}”`}.`,
  },
};
