/** The texts about from addresses, refusals and DMARC alignment, in English. */
export const ENGLISH_ADDRESSES = {
  fromAddresses: {
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
