import { shown } from "#core/names/shown-value";
import type { Correction } from "#core/records/correction";
import type { Evidence, StoredFinding, StoredText } from "#core/records/last-check";
import { isText } from "#core/words/is-text";
import type { Texts } from "#core/words/texts";
import { type EditText, editTexts } from "./edit-text.ts";

/** The parts of a finding that readers see. */
type FindingParts = Correction & Pick<StoredFinding, "cause" | "details" | "whoActs" | "notes">;

/** A finding in one language, for the page, mails, tickets and reports. */
export interface FindingText {
  /** What is wrong, in one sentence. */
  readonly cause: string;
  /** More about the cause, in complete sentences. */
  readonly details: readonly string[];
  /** Names who can act, if it is not the reader; shown first. */
  readonly whoActs?: string;
  /** What to do instead, if something that the edits remove is in use. */
  readonly otherwise?: string;
  readonly edits: readonly EditText[];
  /** Other advice about the correction. */
  readonly notes: readonly string[];
  /** What to wait for after the correction. */
  readonly after?: string;
}

/** Writes a finding for one reader. */
export function findingText(finding: FindingParts, texts: Texts): FindingText {
  const [cause = ""] = written(finding.cause, texts);
  const [whoActs] = finding.whoActs === undefined ? [] : written(finding.whoActs, texts);
  const otherwise = otherwiseText(finding, texts);
  const after = afterText(finding, texts);
  return {
    cause,
    details: finding.details.flatMap((one) => written(one, texts)),
    ...(whoActs !== undefined && { whoActs }),
    ...(otherwise !== undefined && { otherwise }),
    edits: editTexts(finding, texts),
    notes: finding.notes.flatMap((note) => written(note, texts)),
    ...(after !== undefined && { after }),
  };
}

/** Writes a finding and its correction as one paragraph. */
export function fixText(finding: FindingParts, texts: Texts): string {
  const { cause, details, whoActs, otherwise, edits, notes } = findingText(finding, texts);
  const steps = edits.map(({ sentence }) => sentence);
  return [whoActs, cause, ...details, otherwise, ...steps, ...notes]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** Writes a server's answer with its time. */
export function evidenceText({ name, type, server, at, answer }: Evidence, { text }: Texts): string {
  const asked = { type, name: shown(name), at };
  if (server === "") return text("evidence.no-server", asked);
  switch (answer.kind) {
    case "records": {
      const values = answer.values.map((value) => `“${value}”`);
      return text("evidence.records", {
        ...asked,
        server,
        values: answer.more > 0 ? [...values, "…"] : values,
      });
    }
    case "absent":
      return answer.nxdomain
        ? text("evidence.no-such-name", { ...asked, server })
        : text("evidence.no-such-record", { ...asked, server });
    case "unknown":
      return text("evidence.unknown", { ...asked, server, reason: answer.reason });
  }
}

/** A stored text whose key no longer exists in the catalogues is left out until the next check. */
function written(stored: StoredText, { write }: Texts): readonly string[] {
  return isText(stored) ? [write(stored)] : [];
}

function otherwiseText({ otherwise, edits }: Correction, { text }: Texts): string | undefined {
  if (otherwise === undefined || edits.length === 0) return undefined;
  const names = [...new Set(edits.filter(({ action }) => action !== "add").map(({ name }) => name))];
  switch (otherwise) {
    case "another-mail-from":
      return text("finding.otherwise.mail-from", { names });
    case "another-name":
      return text("finding.otherwise.name", { names });
    case "at-the-target":
      return text("finding.otherwise.target", { names, target: edits[0]?.value ?? "" });
  }
}

function afterText({ after }: Correction, { text }: Texts): string | undefined {
  if (after === undefined) return undefined;
  const { waitFor, until } = after;
  if (waitFor === "name-servers") return text("finding.after.name-servers");
  return until === undefined ? text("finding.after.caches") : text("finding.after.caches-until", { until });
}
