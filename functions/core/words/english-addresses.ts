import type { Onboarding } from "#core/onboarding/onboarding";

/** The facts that a text about an address may use. */
interface AddressFacts {
  readonly address: string;
  readonly domain: string;
  /** The owner's identity that covers the address; empty if there is none. */
  readonly identity: string;
}

const REPLY =
  "Add a reply address that somebody reads. It catches what people answer; automatic answers, such as out-of-office notes, ignore it and go to the from address.";

/** The texts about from addresses, refusals and DMARC alignment, in English. */
export const ENGLISH_ADDRESSES = {
  fromAddresses: {
    /** Why an address is refused, and the next step. */
    refusals: {
      "not-an-address": {
        reason: () =>
          "This is no address that Amazon SES can send from: the part before the @ has at most 64 ASCII letters, digits or signs, without quotes and blanks, and a whole domain name follows.",
        way: () => "Write it like news@example.com.",
      },
      "display-name": {
        reason: () => "The display name can't be shown in a mail as it is.",
        way: () =>
          "Use at most 100 characters, without @, =? and ?=, and without line breaks or other invisible characters.",
      },
      "reply-address": {
        reason: () => "The reply address is not an e-mail address.",
        way: () => "Write it like service@example.com.",
      },
      "not-ownable": {
        reason: ({ domain }: AddressFacts) =>
          `Anyone can have an address at ${domain}, so nobody can prove that it is theirs.`,
        way: () => "Use an address on a domain that your company owns.",
      },
      "not-verified": {
        reason: ({ domain }: AddressFacts) => `${domain} is not verified for this customer.`,
        way: ({ domain }: AddressFacts) =>
          `Begin an onboarding for it: a ticket of type onboarding.requested that names this address. It leads to five DNS records for ${domain}.`,
      },
      "verification-pending": {
        reason: ({ identity }: AddressFacts) =>
          `The DKIM records of ${identity} are not verified yet, so nothing could be signed.`,
        way: ({ identity }: AddressFacts) =>
          `Wait until the ticket says that DKIM is verified for ${identity}, then add the address again.`,
      },
      "verification-lost": {
        reason: ({ identity }: AddressFacts) =>
          `DKIM records of ${identity} that were right are gone, so receivers can't check a signature.`,
        way: ({ identity }: AddressFacts) =>
          `Add the missing records of ${identity} again; the set-up page says which.`,
      },
      "mail-from-domain": {
        reason: ({ domain }: AddressFacts) =>
          `${domain} is a MAIL FROM domain: bounces go there, and nothing else arrives.`,
        way: () => "Use another domain for the from address, such as the one above it.",
      },
      "dmarc-fails": {
        reason: ({ domain, identity }: AddressFacts) =>
          `Mail from ${domain} would be signed by ${identity}, which the DMARC policy of ${domain} does not let count: receivers are asked to refuse it or to file it as spam.`,
        way: ({ domain, identity }: AddressFacts) =>
          `Verify ${domain} itself with an onboarding of its own, have the policy relaxed (remove “adkim=s”), or send from an address at ${identity}. An operator can take the address all the same.`,
      },
      "reply-for-subdomain": {
        reason: ({ domain }: AddressFacts) =>
          `${domain} is a sub-domain, where hardly anybody reads what people answer.`,
        way: () => REPLY,
      },
      "reply-for-silent-domain": {
        reason: ({ domain }: AddressFacts) => `${domain} takes no mail, so what people answer is lost.`,
        way: () => REPLY,
      },
      "reply-for-no-mailbox": {
        reason: ({ address }: AddressFacts) =>
          `Nobody has the mailbox ${address}, so what people answer is lost.`,
        way: () => REPLY,
      },
      "reply-takes-no-mail": {
        reason: () => "The domain of the reply address takes no mail, so what people answer is lost.",
        way: () => REPLY,
      },
      "too-many": {
        reason: () => "A project has at most 200 from addresses.",
        way: () => "Remove one that is not used any more.",
      },
    },
    /** Warnings about an address that was accepted. */
    warnings: {
      "reply-free-mail":
        "The reply address is at a free mail provider: people trust an address on your own domain more, and filters do, too.",
      "receives-unknown":
        "DNS did not tell whether the domain takes mail. If it does not, add a reply address.",
      "not-used-before":
        "This is not an address that was used with the previous provider. The same addresses as before give continuity: people and filters know them.",
      "dmarc-unknown": "DNS did not tell how the address stands under DMARC; we look again every day.",
      "dmarc-differs":
        "Receivers that follow the older rules of DMARC and those that follow the newer ones come to different results.",
      "spf-alone":
        "For DMARC only SPF counts, which breaks when a mail is forwarded. Verify the domain of the address itself, so that its signature counts, too.",
      "address-identity":
        "Amazon SES has an identity of its own for this address. Its settings override those of the domain: DKIM, MAIL FROM domain and configuration set.",
      "dkim-alone":
        "For DMARC only the DKIM signature counts. That is enough for as long as its three records stay.",
      "dmarc-fails": "Its mail fails DMARC: receivers are asked to refuse it or to file it as spam.",
    },
    /** Why an accepted address can't be used at present. */
    suspended: {
      "not-verified": (domain: string) => `Suspended: no verified domain of this customer covers ${domain}.`,
      "verification-pending": (domain: string) => `Suspended: ${domain} is not verified yet.`,
      "verification-lost": (domain: string) =>
        `Suspended: DKIM records for ${domain} are gone. It works again once they are back.`,
      "mail-from-domain": (domain: string) => `Suspended: ${domain} became a MAIL FROM domain.`,
    },
    guards: {
      last: "It is the project's last from address.",
      "in-use": "The platform says that it is in use.",
    },
  },

  /** The message after a change of the domain's DMARC policy. */
  addresses: {
    failing: {
      subject: ({ identity }: Onboarding) => `Mail from addresses at ${identity} now fails DMARC`,
      body: ({ identity }: Onboarding) =>
        `The DMARC policy for addresses at or below ${identity} has changed, and does not let the signature of ${identity} count for these addresses any more. Receivers are asked to refuse their mail or to file it as spam:`,
      ways: ({ identity }: Onboarding) =>
        `Either have the DMARC record relaxed (remove “adkim=s” and “aspf=s”), or verify the addresses' own domain, or send from an address that ends in “@${identity}”. Nothing was removed; we look every day and write again when it is mended.`,
    },
    refused: "These from addresses were asked for and can't be sent from as they are:",
    passing: {
      subject: ({ identity }: Onboarding) => `DMARC passes again for addresses at ${identity}`,
      all: ({ identity }: Onboarding) =>
        `No from address at or below ${identity} fails the DMARC policy any more. There is nothing left to do.`,
      some: ({ identity }: Onboarding) =>
        `Some from addresses at or below ${identity} don't fail the DMARC policy any more. These still do:`,
    },
  },

  alignment: {
    domains: (address: string, dkim: string | null, mailFrom: string) =>
      `Mail from ${address} is ${dkim === null ? "not signed" : `signed by ${dkim}`}, and its bounces go to ${mailFrom}.`,
    rules: { rfc7489: "By the older rules (RFC 7489)", rfc9989: "By the newer rules (RFC 9989)" },
    both: "By the older rules (RFC 7489) and the newer ones (RFC 9989)",
    policy: (at: string, stated: string, isInherited: boolean) =>
      `the policy is “p=${stated}”, ${isInherited ? "inherited from" : "of"} ${at}`,
    lowered: (applied: string) => `it is being tested, so that “${applied}” counts`,
    noPolicy: "there is no policy",
    unknownPolicy: "DNS did not tell the policy",
    dkim: {
      yes: "the signature counts",
      no: "the signature does not count",
      unknown: "whether the signature counts is not known",
    },
    spf: {
      yes: "SPF counts",
      no: "SPF does not count",
      unknown: "whether SPF counts is not known",
    },
    mode: { r: "relaxed", s: "strict" },
    results: {
      pass: "DMARC passes.",
      fail: "DMARC fails.",
      none: "There is nothing for DMARC to pass; both still help to be trusted.",
      unknown: "Whether DMARC passes is not known.",
    },
    enforced: "Receivers are asked to refuse such mail or to file it as spam.",
    defaultMailFrom: (mailFrom: string, headerFrom: string) =>
      `Without a custom MAIL FROM domain SPF passes for ${mailFrom}, which has nothing to do with ${headerFrom}: DMARC rests on the signature alone, mail readers may show “via ${mailFrom}”, and one changed character on the way is enough to fail.`,
  },
};
