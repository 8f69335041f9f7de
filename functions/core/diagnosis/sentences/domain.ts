import { utcTime } from "#core/names/utc-time";
import type { FindingDetails } from "../model/finding.ts";
import { quoted } from "../model/quoted-values.ts";

/** Causes of faults of the domain as a whole. */
export const DOMAIN_CAUSES = {
  feedbackMx: (at: string) => `An MX of Amazon at ${at} sends all incoming mail of ${at} to Amazon`,
  mxReplaced: (at: string, since: number) =>
    `The MX records of ${at} have changed since ${utcTime(since)}, and incoming mail is lost unless you moved your mailboxes on purpose`,
  spfReplaced: (at: string) =>
    `The SPF line of ${at} was replaced, and your other mail may now be refused; our records do not need any change there`,
  severalSpf: (at: string, count: number) =>
    `${at} itself has ${count} SPF lines, which makes all of them void for your other mail`,
} as const;

type Words = Pick<FindingDetails, "cause" | "instruction" | "actor">;

/** Faults of the domain as a whole that no edit of a record corrects: the fault, who can act, and what to do. */
export const DOMAIN_WORDS = {
  notPublic: (domain: string): Words => ({
    cause: `${domain} does not exist on the public internet`,
    actor: "registrar",
    instruction:
      "check its spelling, that it is registered and paid for, and that it has public name servers",
  }),
  unseenBySes: (domain: string, error: string): Words => ({
    cause: `Amazon SES does not find the DKIM records of ${domain} (${error}), although your name servers have them`,
    ...(error === "SERVICE_ERROR"
      ? { actor: "time", instruction: "wait: Amazon SES checks again by itself" }
      : {
          actor: "dns-host",
          instruction: "ask your DNS host whether all its name servers answer queries from every network",
        }),
  }),
  freeMail: (domain: string): Words => ({
    cause: `${domain} belongs to a mailbox provider, and only its owner can add records to it`,
    actor: "platform-support",
    instruction: "use a domain that your company owns",
  }),
  zoneOfPlatform: (domain: string, zone: string): Words => ({
    cause: `${domain} is a name in ${zone}, and only the owner of ${zone} can add records there`,
    actor: "platform-support",
    instruction: "use a domain of your own",
  }),
  dnssec: (zone: string): Words => ({
    cause: `The DNSSEC signatures of ${zone} are broken, so that most of the internet refuses all its records`,
    actor: "dns-host",
    instruction: `ask your DNS host to sign the zone again, or have the old DS record removed at the registrar of ${zone}`,
  }),
  parked: (domain: string, servers: readonly string[]): Words => ({
    cause: `${domain} is parked (its name servers are ${servers.slice(0, 2).join(" and ")})`,
    actor: "registrar",
    instruction:
      "enter the name servers of a real DNS host in the registrar's settings, and then add the records there",
  }),
  fromOutside: (address: string, domain: string): Words => ({
    cause: `Mail from ${quoted(address)} is not covered by ${domain}`,
    actor: "platform-support",
    instruction: `send from an address that ends in “@${domain}”, or have that other domain set up too`,
  }),
  lookups: (at: string): Words => ({
    cause: `The SPF line of ${at} needs more than the ten look-ups that are allowed, which may harm your other mail`,
    instruction:
      "our mail does not need it, since the MAIL FROM name has an SPF line of its own, so shorten it for your other mail when you can",
  }),
} as const;
