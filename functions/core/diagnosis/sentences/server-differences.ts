import type { AnswerGroup } from "#core/dns/record-state";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import type { FindingDetails } from "../model/finding.ts";
import { listed } from "../model/quoted-values.ts";

type Words = Pick<FindingDetails, "cause" | "instruction" | "actor" | "hints">;

/** The servers of two DNS hosts, those that have the records and those that lack them. */
interface Sides {
  readonly right: readonly string[];
  readonly behind: readonly string[];
  readonly having: readonly string[];
  readonly lacking: readonly string[];
}

/** Name servers that hold different things: the fault, who can act, and what to do. */
export const DIFFERENCE_WORDS = {
  disagree: (
    examined: readonly ExaminedRecord[],
    behind: readonly string[],
    host: string | undefined,
  ): Words => ({
    cause: `Your name servers do not agree: ${behind.join(" and ")} ${behind.length === 1 ? "does" : "do"} not have the right ${recordList(examined)}, while the others do`,
    ...makeAlike(host),
  }),
  noneRight: (
    examined: readonly ExaminedRecord[],
    groups: readonly AnswerGroup[],
    host: string | undefined,
  ): Words => ({
    cause: `Your name servers do not agree on the ${recordList(examined)}, and none of them is right: ${groups.map(heldBy).join(", and ")}`,
    ...makeAlike(host),
  }),
  notInStep: (examined: readonly ExaminedRecord[], behind: readonly string[]): Words => ({
    cause:
      behind.length > 0
        ? `Some of your name servers have the ${recordList(examined)} already, and ${behind.join(" and ")} not yet`
        : `Your name servers do not agree yet on the ${recordList(examined)}`,
    actor: "time",
    instruction: "this usually settles within minutes",
  }),
  twoHosts: (
    zone: string,
    examined: readonly ExaminedRecord[],
    { right, behind, having, lacking }: Sides,
  ): Words => ({
    cause: `The name servers of ${zone} belong to different DNS hosts: ${having.join(" and ")} (${right.join(", ")}) has the ${recordList(examined)}, and ${lacking.join(" and ")} (${behind.join(", ")}) does not`,
    actor: "registrar",
    instruction: `remove ${behind.join(" and ")} from the name servers at the registrar of ${zone}, or, if both hosts are to stay, add the same records at ${lacking.join(" and ")}`,
    hints: [`If one host is meant to copy ${zone} from the other, ask it why it does not.`],
  }),
} as const;

function makeAlike(host: string | undefined): Pick<Words, "actor" | "instruction"> {
  return {
    actor: "dns-host",
    instruction: `ask ${host ?? "your DNS host"} to make all of them serve the same records`,
  };
}

function heldBy({ servers, values }: AnswerGroup): string {
  const verb = servers.length === 1 ? "has" : "have";
  return `${servers.join(" and ")} ${verb} ${values.length === 0 ? "none" : listed(values)}`;
}

/** The records that one cause explains: `MX and TXT records for bounce.example.com`. */
function recordList(examined: readonly ExaminedRecord[]): string {
  const names = [...new Set(examined.map(({ record }) => record.name))];
  const types = [...new Set(examined.map(({ record }) => record.type))];
  return `${types.join(" and ")} record${examined.length === 1 ? "" : "s"} for ${names.join(", ")}`;
}
