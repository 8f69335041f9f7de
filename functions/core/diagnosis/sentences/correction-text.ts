import type { Correction, Edit } from "#core/records/correction";
import type { Place } from "../model/diagnosis-context.ts";
import { quoted, shown } from "../model/quoted-values.ts";

/** The words of a finding that its correction does not hold. */
interface Words {
  readonly cause: string;
  readonly instruction?: string;
  readonly where?: string;
  readonly zone?: string;
  readonly hints?: readonly string[];
}

/** Five records at two names each; more come from zones full of rubbish. */
const MOST_STEPS = 10;

const OTHERWISE = {
  "another-mail-from": "choose another MAIL FROM domain",
  "another-name": "ask for the records at another name",
} as const satisfies Record<NonNullable<Correction["otherwise"]>, string>;

/** The correction as sentences: first who must act, if that is not the reader, then the fault and what to do. */
export function fixSentence(correction: Correction, words: Words, place: Place | undefined): string {
  const { cause, instruction, where, hints = [] } = words;
  const steps = correction.edits.length > 0 ? stepsText(correction, where) : instruction;
  const sentence = steps === undefined ? `${cause}.` : `${cause}: ${steps}.`;
  return [actorText(correction, words.zone, place), sentence, ...hints]
    .filter((part) => part !== "")
    .join(" ");
}

/** Names the actor, unless it is the DNS administrator, who is the reader. */
function actorText({ actor, edits }: Correction, zone: string | undefined, place: Place | undefined): string {
  switch (actor) {
    case "dns-administrator":
      return "";
    case "dns-host":
      return `Only ${place?.dnsHost?.name ?? "your DNS host"} can correct this.`;
    case "registrar":
      return "This is corrected at the domain's registrar.";
    case "delegated-zone-operator":
      return `Only the operator of the zone ${shown(zone ?? place?.zone ?? edits[0]?.zone ?? "")} can correct this.`;
    case "platform-support":
      return "Your DNS needs no change for this; the request does.";
    case "time":
      return "There is nothing to do but wait.";
  }
}

function stepsText({ edits, otherwise }: Correction, where: string | undefined): string {
  const steps = joinedSteps(edits, where);
  return otherwise === undefined
    ? steps
    : `if nothing uses what stands there any more, ${steps}; if something does, leave it and ${OTHERWISE[otherwise]}`;
}

function joinedSteps(edits: readonly Edit[], where: string | undefined): string {
  const steps: string[] = [];
  const isMoved = new Set<Edit>();
  for (const one of edits) {
    if (isMoved.has(one)) continue;
    const target = one.action === "remove" ? edits.find((other) => isMoveOf(one, other)) : undefined;
    if (target !== undefined) isMoved.add(target);
    steps.push(target === undefined ? stepText(one, where) : moveText(one, target));
  }
  const more = steps.length - MOST_STEPS;
  if (more > 0) steps.splice(MOST_STEPS, more, `make ${more} more such changes`);
  const last = steps.pop() ?? "";
  return steps.length === 0 ? last : `${steps.join(", ")} and ${last}`;
}

/** A record that is removed at one name and added at another as it is has only its host changed. */
function isMoveOf(removed: Edit, added: Edit): boolean {
  return (
    added.action === "add" &&
    added.type === removed.type &&
    added.value === removed.value &&
    added.zone === removed.zone &&
    added.name !== removed.name
  );
}

function moveText(removed: Edit, added: Edit): string {
  return `change the Host of the ${removed.type} record at ${shown(removed.name)} to ${hostText(added)}, with its value as it is`;
}

function stepText(edit: Edit, where: string | undefined): string {
  const { action, type, name, value, previous, priority, dnsOnly } = edit;
  const withPriority = priority === undefined ? "" : ` with priority ${priority}`;
  switch (action) {
    case "add":
      return `add ${article(type)} ${type} record${where === undefined ? "" : ` at ${where},`} with Host ${hostText(edit)}${priority === undefined ? "" : `, priority ${priority}`} and value ${typed(value)}`;
    case "remove":
      return value === ""
        ? `remove the ${type} records at ${shown(name)}`
        : `remove the ${type} record ${quoted(value)} at ${shown(name)}`;
    case "keep":
      return `keep the ${type} record ${quoted(value)} at ${shown(name)}`;
    case "replace":
      return dnsOnly === true
        ? `switch the ${type} record at ${shown(name)} with the value ${typed(value)} to “DNS only” (no proxy, no flattening)`
        : `change the value of the ${type} record at ${shown(name)}${previous === undefined ? "" : ` from ${quoted(previous)}`} to ${typed(value)}${withPriority}`;
  }
}

/** The host as the panel wants it, and in full. */
function hostText({ hostInZone, name }: Edit): string {
  return hostInZone === name ? quoted(name) : `${quoted(hostInZone)} (in full ${shown(name)})`;
}

/** A value to copy: all of it, as it is to be typed. */
function typed(value: string): string {
  return `“${value}”`;
}

function article(type: string): string {
  return /^(?:MX|NS|A|AAAA)$/.test(type) ? "an" : "a";
}
