import type { AnswerGroup } from "#core/dns/record-state";
import { quoted } from "#core/names/shown-value";
import type { Edit } from "#core/records/correction";
import type { Text } from "#core/words/texts";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import type { FindingDetails } from "../model/finding.ts";
import { knownHost } from "./known-host.ts";

type Words = Pick<FindingDetails, "cause" | "details" | "notes" | "actor" | "zone">;

/** The servers of two DNS hosts: those that have the records, and those that lack them. */
interface Sides {
  readonly right: readonly string[];
  readonly behind: readonly string[];
  readonly having: readonly string[];
  readonly lacking: readonly string[];
}

/** Findings about name servers with different data: the cause, who can act, and what to do. */
export const DIFFERENCE_WORDS = {
  disagree: (
    examined: readonly ExaminedRecord[],
    behind: readonly string[],
    host: string | undefined,
  ): Words => ({
    cause: {
      key: "finding.name-servers-disagree",
      values: { ...recordsOf(examined), servers: behind, count: behind.length },
    },
    ...makeAlike(host),
  }),
  noneRight: (
    examined: readonly ExaminedRecord[],
    groups: readonly AnswerGroup[],
    host: string | undefined,
  ): Words => {
    return {
      cause: { key: "finding.name-servers-none-right", values: recordsOf(examined) },
      details: groups.map(heldBy),
      ...makeAlike(host),
    };
  },
  notInStep: (examined: readonly ExaminedRecord[], behind: readonly string[]): Words => ({
    cause:
      behind.length > 0
        ? {
            key: "finding.name-servers-not-in-step",
            values: { ...recordsOf(examined), servers: behind, count: behind.length },
          }
        : { key: "finding.name-servers-not-agreed", values: recordsOf(examined) },
    actor: "time",
    notes: [{ key: "finding.note.settles-within-minutes", values: {} }],
  }),
  twoHosts: (
    zone: string,
    examined: readonly ExaminedRecord[],
    { right, behind, having, lacking }: Sides,
    edits: readonly Edit[],
  ): FindingDetails => ({
    cause: {
      key: "finding.two-dns-hosts",
      values: { zone, ...recordsOf(examined), having, lacking, right, behind },
    },
    actor: "registrar",
    zone,
    edits,
    notes: [
      // The registrar's list is not always known.
      ...(edits.length > 0
        ? []
        : [{ key: "finding.note.remove-from-registrar", values: { zone, behind } } as const]),
      { key: "finding.note.or-add-there-too", values: { zone, lacking } },
    ],
  }),
} as const;

function makeAlike(host: string | undefined): {
  readonly actor: "dns-host";
  readonly notes: readonly Text[];
} {
  return { actor: "dns-host", notes: [{ key: "finding.note.serve-the-same", values: knownHost(host) }] };
}

function heldBy({ servers, values }: AnswerGroup): Text {
  const count = servers.length;
  return values.length === 0
    ? { key: "finding.note.servers-have-none", values: { servers, count } }
    : { key: "finding.note.servers-have", values: { servers, count, values: quoted(values) } };
}

/** Lists the types and names of the records that one cause explains. */
function recordsOf(examined: readonly ExaminedRecord[]) {
  const names = [...new Set(examined.map(({ record }) => record.name))];
  const types = [...new Set(examined.map(({ record }) => record.type))];
  return { types, names };
}
