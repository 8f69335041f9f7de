import { utcTime } from "#core/names/utc-time";
import { listed, quoted } from "../model/quoted-values.ts";

/** What to do about the domain as a whole: its zone, its own mail, its name servers. */
export const DOMAIN_SENTENCES = {
  feedbackMx: (at: string, mailFrom: string | undefined, host: string | undefined) =>
    `Remove this MX from ${at} now, for it sends all incoming mail of ${at} to Amazon, and put your own mail server's MX back; ${host === undefined ? "it belongs to another name" : `it belongs to ${mailFrom}, Host “${host}”`}.`,
  mxReplaced: (at: string, earlier: readonly string[], since: number) =>
    `The MX records of ${at} have changed since ${utcTime(since)}, and incoming mail may be getting lost: put ${listed(earlier)} back, unless you moved your mailboxes on purpose.`,
  spfReplaced: (at: string, earlier: string) =>
    `The SPF line of ${at} was replaced, and your other mail may now be refused: put ${quoted(earlier)} back; our records do not need any change there.`,
  notPublic: (domain: string) =>
    `${domain} does not exist on the public internet: check its spelling, that it is registered and paid for, and that it has public name servers.`,
  freeMail: (domain: string) =>
    `${domain} belongs to a mailbox provider, and only its owner can add records to it: use a domain that your company owns.`,
  dnssec: (zone: string, host: string | undefined) =>
    `The DNSSEC signatures of ${zone} are broken, so that most of the internet refuses all its records: ask ${host ?? "your DNS host"} to mend them, or have the old DS record removed at the registrar of ${zone}.`,
  parked: (domain: string, servers: readonly string[]) =>
    `${domain} is parked (its name servers are ${servers.slice(0, 2).join(" and ")}): records can be added once it is moved to a real DNS host, in the registrar's settings for name servers.`,
  fromOutside: (address: string, domain: string) =>
    `Mail from ${quoted(address)} is not covered by ${domain}: send from an address that ends in “@${domain}”, or have that other domain set up too.`,
  silent: (server: string, zone: string) =>
    `The name server ${quoted(server)} of ${zone} does not answer, so that some receivers may miss your records: ask whoever runs your DNS to mend it, or to remove it from the list.`,
  refusing: (server: string, zone: string) =>
    `The name server ${quoted(server)} is listed for ${zone} and knows nothing of it: ask whoever runs your DNS to set the zone up there, or remove the server at the registrar.`,
  failing: (server: string, zone: string) =>
    `The name server ${quoted(server)} of ${zone} answers with errors: ask whoever runs your DNS to mend it.`,
  unreachable: (server: string, zone: string) =>
    `The name server ${quoted(server)} of ${zone} has no address that the internet can reach: ask whoever runs your DNS to mend or remove it.`,
  unknown: (zone: string, silent: readonly string[]) =>
    `We could not tell how ${zone} stands, since ${silent.length === 0 ? "nobody" : listed(silent)} gave us ${silent.length === 0 ? "an" : "no usable"} answer: this says nothing about the records themselves, and often passes within minutes.`,
  delegationSilent: (zone: string, parent: string, servers: readonly string[]) =>
    `${zone} was handed over to other name servers (${listed(servers)}), and none of them gives a usable answer: if nobody needs them any more, remove the NS records of ${zone} in the zone ${parent} and add the records there, otherwise ask whoever runs them.`,
  severalSpf: (at: string, count: number) =>
    `${at} itself has ${count} SPF lines, which makes all of them void for your other mail: join them into one line.`,
  lookups: (at: string) =>
    `The SPF line of ${at} needs more than the ten look-ups that are allowed, which may harm your other mail; it is not needed for ours, since the MAIL FROM name has an SPF line of its own.`,
} as const;
