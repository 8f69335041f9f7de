import { quoted, shown } from "#core/names/shown-value";
import type { Text } from "#core/words/texts";
import type { ServerLists } from "../model/delegation.ts";
import type { FindingDetails } from "../model/finding.ts";
import { knownHost } from "./known-host.ts";

type Words = Pick<FindingDetails, "cause" | "notes" | "actor" | "zone">;

/** The advice to a DNS host about a failing server of its own. */
export const REPAIR_OR_REMOVE: Text = { key: "finding.note.repair-or-remove-server", values: {} };

/** Findings about single name servers: the cause, who can act, and what to do. */
export const SERVER_WORDS = {
  silent: (server: string, zone: string): Words => ({
    cause: { key: "finding.name-server-silent", values: { server: shown(server), zone } },
    actor: "dns-host",
    notes: [REPAIR_OR_REMOVE],
  }),
  refusing: (server: string, zone: string): Words => ({
    cause: { key: "finding.name-server-refusing", values: { server: shown(server), zone } },
    actor: "dns-host",
    notes: [{ key: "finding.note.set-zone-up-there", values: {} }],
  }),
  failing: (server: string, zone: string): Words => ({
    cause: { key: "finding.name-server-failing", values: { server: shown(server), zone } },
    actor: "dns-host",
    notes: [{ key: "finding.note.ask-host-to-repair", values: knownHost(undefined) }],
  }),
  unreachable: (server: string, zone: string): Words => ({
    cause: { key: "finding.name-server-unreachable", values: { server: shown(server), zone } },
    actor: "dns-host",
    notes: [REPAIR_OR_REMOVE],
  }),
  listsDiffer: ({ zone, above, own }: ServerLists): Pick<Words, "cause"> => ({
    cause: {
      key: "finding.delegation-differs",
      values: { zone, above: quoted(above), own: quoted(own) },
    },
  }),
  unknown: (zone: string, silent: readonly string[]): Words => ({
    cause:
      silent.length === 0
        ? { key: "finding.answer-unknown-of-all", values: { zone } }
        : { key: "finding.answer-unknown", values: { zone, servers: quoted(silent) } },
    actor: "time",
    notes: [{ key: "finding.note.often-passes", values: {} }],
  }),
} as const;

/** Findings about all name servers of a zone. */
export const ZONE_WORDS = {
  notServed: (zone: string, servers: readonly string[]): Words => ({
    cause: { key: "finding.zone-not-served", values: { zone, servers: quoted(servers) } },
    actor: "registrar",
    zone,
    notes: [{ key: "finding.note.enter-present-host", values: { zone } }],
  }),
  notReachable: (zone: string, servers: readonly string[]): Words => ({
    cause: { key: "finding.zone-not-reachable", values: { zone, servers: quoted(servers) } },
    actor: "registrar",
    zone,
    notes: [{ key: "finding.note.enter-present-host", values: { zone } }],
  }),
  failing: (zone: string, host: string | undefined): Words => ({
    cause: { key: "finding.zone-failing", values: { zone } },
    actor: "dns-host",
    notes: [{ key: "finding.note.correct-last-record", values: knownHost(host) }],
  }),
  nameFailing: (zone: string, names: readonly string[], host: string | undefined): Words => ({
    cause: { key: "finding.name-failing", values: { zone, names } },
    actor: "dns-host",
    notes: [{ key: "finding.note.ask-host-to-repair", values: knownHost(host) }],
  }),
  silent: (zone: string, servers: readonly string[], host: string | undefined): Words => ({
    cause:
      servers.length === 0
        ? { key: "finding.zone-silent-without-servers", values: { zone } }
        : { key: "finding.zone-silent", values: { zone, servers: quoted(servers) } },
    actor: "dns-host",
    notes: [{ key: "finding.note.ask-host-to-repair", values: knownHost(host) }],
  }),
  delegatedKeys: (zone: string, servers: readonly string[]): Words => ({
    cause: { key: "finding.delegation-silent", values: { zone, servers: quoted(servers) } },
    actor: "delegated-zone-operator",
    zone,
    notes: [{ key: "finding.note.ask-operator-to-repair", values: {} }],
  }),
  delegated: (zone: string, servers: readonly string[]): Words => ({
    cause: { key: "finding.delegation-silent", values: { zone, servers: quoted(servers) } },
    notes: [{ key: "finding.note.or-ask-operator-to-repair", values: {} }],
  }),
} as const;
