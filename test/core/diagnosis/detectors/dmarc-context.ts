import { dmarcFindings } from "#core/diagnosis/detectors/dmarc";
import type { Finding } from "#core/diagnosis/model/finding";
import type { Subject } from "#core/diagnosis/model/subject";
import { answerIn } from "#core/dns/ask-through";
import type { Observation } from "#core/dns/observation";
import { hostIn } from "#core/dns/record-names";
import { type DmarcDiscovery, discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import type { Edit, Reason } from "#core/records/correction";
import { ABSENT, D, held, observed } from "../observed.ts";
import { contextOf } from "./observed-context.ts";

/** A domain below the registrable one. */
export const FROM = `mail.${D}`;
export const [NONE, REJECT] = ["v=DMARC1; p=none", "v=DMARC1; p=reject"] as const;

/** The texts at the "_dmarc" label of a domain. */
export const dmarcAt = (at: string, ...texts: readonly string[]): Observation =>
  observed(`_dmarc.${at}`, "TXT", held(...texts));

/** The same, as they were found through CNAMEs. */
export const dmarcThrough = (
  aliases: readonly string[],
  at: string,
  ...texts: readonly string[]
): Observation => observed(`_dmarc.${at}`, "TXT", texts.length > 0 ? held(...texts) : ABSENT, { aliases });

/** A resolver's answer, which alone shows whether a name exists. */
export const resolved = (name: string, answer: Observation["recursive"][number]["answer"]): Observation => ({
  ...observed(name, "TXT", {}),
  recursive: [{ server: "resolver", address: "192.0.2.1", answer }],
});

/** Returns the findings about DMARC, with the policy that receivers discover in these observations. */
export async function detect(
  known: readonly Observation[],
  more: Partial<Subject> = {},
  instead: Partial<DmarcDiscovery> = {},
): Promise<readonly Finding[]> {
  const context = contextOf([], known, more);
  const ask = async (name: string) => {
    const one = context.seen.of(name, "TXT");
    return one === undefined ? ABSENT : answerIn(one);
  };
  const dmarc = await discoverDmarc({ domain: context.subject.domain, ask });
  return dmarcFindings({ ...context, dmarc: { ...dmarc, ...instead } });
}

export const codesOf = (findings: readonly Finding[]) => findings.map(({ code }) => code);

/** An edit of a record that exists. */
export const edit = (
  action: "remove" | "keep",
  name: string,
  value: string,
  because: Reason,
  type: "TXT" | "CNAME" | "MX" = "TXT",
): Edit => ({ action, type, name, zone: D, hostInZone: hostIn(D, name), value, because });

/** The edit that adds a text. */
export const addedText = (name: string, value: string, because: Reason = "read-here"): Edit => ({
  action: "add",
  type: "TXT",
  name,
  zone: D,
  hostInZone: hostIn(D, name),
  value,
  ttl: 3600,
  because,
});

/** The edit that changes a text. */
export const changedText = (name: string, previous: string, value: string, because: Reason): Edit => ({
  action: "replace",
  type: "TXT",
  name,
  zone: D,
  hostInZone: hostIn(D, name),
  value,
  previous,
  because,
});
