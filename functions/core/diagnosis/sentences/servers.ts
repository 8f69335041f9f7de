import type { FindingDetails } from "../model/finding.ts";
import { listed, quoted } from "../model/quoted-values.ts";

type Words = Pick<FindingDetails, "cause" | "instruction" | "actor" | "zone">;

/** Faults of single name servers: the fault, who can act, and what to do. */
export const SERVER_WORDS = {
  silent: (server: string, zone: string): Words => ({
    cause: `The name server ${quoted(server)} of ${zone} does not answer, so that some receivers may miss your records`,
    actor: "dns-host",
    instruction: "ask your DNS host to repair it, or to remove it from the list",
  }),
  refusing: (server: string, zone: string): Words => ({
    cause: `The name server ${quoted(server)} is listed for ${zone} and does not serve it`,
    actor: "dns-host",
    instruction: "ask your DNS host to set the zone up there, or remove the server at the registrar",
  }),
  failing: (server: string, zone: string): Words => ({
    cause: `The name server ${quoted(server)} of ${zone} answers with errors`,
    actor: "dns-host",
    instruction: "ask your DNS host to repair it",
  }),
  unreachable: (server: string, zone: string): Words => ({
    cause: `The name server ${quoted(server)} of ${zone} has no address that the internet can reach`,
    actor: "dns-host",
    instruction: "ask your DNS host to repair or remove it",
  }),
  unknown: (zone: string, silent: readonly string[]): Words => ({
    cause: `We could not tell how the records of ${zone} are, since ${silent.length === 0 ? "no server" : listed(silent)} gave us ${silent.length === 0 ? "an" : "no usable"} answer`,
    actor: "time",
    instruction: "this says nothing about the records themselves, and often passes within minutes",
  }),
} as const;

/** Faults of all name servers of a zone at once. */
export const ZONE_WORDS = {
  notServed: (zone: string, servers: readonly string[]): Words => ({
    cause: `The name servers listed for ${zone} at its registrar (${listed(servers)}) do not serve it, as after a move to another DNS host`,
    actor: "registrar",
    instruction: `enter the name servers of your present DNS host at the registrar of ${zone}`,
  }),
  notReachable: (zone: string, servers: readonly string[]): Words => ({
    cause: `None of the name servers listed for ${zone} at its registrar (${listed(servers)}) has an address that the internet can reach`,
    actor: "registrar",
    instruction: `enter the name servers of your present DNS host at the registrar of ${zone}`,
  }),
  failing: (zone: string, host: string | undefined): Words => ({
    cause: `Every name server of ${zone} answers with an error for the whole domain, its website and mail included`,
    actor: "dns-host",
    instruction: `correct the record that was saved last, since wrong quotes in one record can stop the whole zone, or ask ${host ?? "your DNS host"} for the error`,
  }),
  nameFailing: (zone: string, names: readonly string[], host: string | undefined): Words => ({
    cause: `The name servers of ${zone} have given no usable answer for ${listed(names)} for hours, though they answer for other names`,
    actor: "dns-host",
    instruction: `ask ${host ?? "your DNS host"} to repair it`,
  }),
  silent: (zone: string, servers: readonly string[], host: string | undefined): Words => ({
    cause: `No name server of ${zone}${servers.length === 0 ? "" : ` (${listed(servers)})`} has given a usable answer for hours, so that its website and mail are not found either`,
    actor: "dns-host",
    instruction: `ask ${host ?? "your DNS host"} to repair them`,
  }),
  delegatedKeys: (zone: string, servers: readonly string[]): Words => ({
    cause: `${zone}, where the DKIM keys of all senders are, is delegated to other name servers (${listed(servers)}), and none of them gives a usable answer`,
    actor: "delegated-zone-operator",
    zone,
    instruction: "ask the operator of these name servers to repair them",
  }),
  delegated: (zone: string, servers: readonly string[]): Words => ({
    cause: `${zone} is delegated to other name servers (${listed(servers)}), and none of them gives a usable answer`,
  }),
} as const;
