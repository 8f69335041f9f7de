import { shown } from "#core/names/shown-value";
import type { Correction, Edit } from "#core/records/correction";
import type { Texts } from "#core/words/texts";

/** One step of a correction, in one language. */
export interface EditText {
  /** The complete step, with all values to type. */
  readonly sentence: string;
  /** The step for places where the fields of the edit are shown next to it. */
  readonly title: string;
  /** The values to type or to find: host, name, value and priority. */
  readonly edit: Edit;
}

/** Five records at two names each need no more; more steps come from zones full of unrelated records. */
const MOST_STEPS = 10;

/** Writes the edits of a correction in order. A record that moves to another name is one step. */
export function editTexts(
  { actor, edits }: Pick<Correction, "actor" | "edits">,
  texts: Texts,
): readonly EditText[] {
  const moved = new Set<Edit>();
  return edits
    .flatMap((edit) => {
      if (moved.has(edit)) return [];
      if (actor === "registrar" && isOfDelegation(edit)) return [registrarStep(edit, texts)];
      const target = edit.action === "remove" ? edits.find((other) => isMoveOf(edit, other)) : undefined;
      if (target === undefined) return [stepOf(edit, texts)];
      moved.add(target);
      return [moveOf(edit, target, texts)];
    })
    .slice(0, MOST_STEPS);
}

/** A registrar's panel shows a list of name servers, not records. */
function isOfDelegation({ type, name, zone }: Edit): boolean {
  return type === "NS" && zone !== name;
}

function registrarStep(edit: Edit, { text }: Texts): EditText {
  const action = edit.action === "add" ? "add" : "other";
  const sentence = text("edit.at-registrar", {
    action,
    domain: shown(edit.name),
    server: shown(edit.value),
  });
  return { edit, sentence, title: sentence };
}

/** If a record is removed at one name and added unchanged at another, only its host changes. */
function isMoveOf(removed: Edit, added: Edit): boolean {
  return (
    added.action === "add" &&
    added.type === removed.type &&
    added.value === removed.value &&
    added.zone === removed.zone &&
    added.name !== removed.name
  );
}

function moveOf({ type, name }: Edit, added: Edit, { text }: Texts): EditText {
  const values = { type, name: shown(name), host: added.hostInZone };
  return { edit: added, sentence: text("edit.move", values), title: text("edit.title.move") };
}

function stepOf(edit: Edit, texts: Texts): EditText {
  const { text } = texts;
  const values = { type: edit.type, name: shown(edit.name) };
  switch (edit.action) {
    case "add":
      return { edit, sentence: additionText(edit, texts), title: text("edit.title.add", values) };
    case "replace":
      return { edit, sentence: replacementText(edit, texts), title: replacementTitle(edit, texts) };
    case "remove": {
      const sentence =
        edit.value === ""
          ? text("edit.remove-all", values)
          : text("edit.remove", { ...values, value: shown(edit.value) });
      return { edit, sentence, title: sentence };
    }
    case "keep": {
      const sentence = text("edit.keep", { ...values, value: shown(edit.value) });
      return { edit, sentence, title: sentence };
    }
  }
}

/** Values to type are never shortened. */
function additionText({ type, name, hostInZone: host, value, priority }: Edit, { text }: Texts): string {
  return priority === undefined
    ? text("edit.add", { type, name: shown(name), host, value })
    : text("edit.add-with-priority", { type, name: shown(name), host, value, priority: String(priority) });
}

function replacementText(edit: Edit, { text }: Texts): string {
  const { type, value, previous, priority, dnsOnly } = edit;
  const values = { type, name: shown(edit.name), value };
  if (dnsOnly === true) return text("edit.dns-only", values);
  const before = shown(previous ?? "", value);
  if (priority !== undefined) {
    return text("edit.replace-with-priority", { ...values, previous: before, priority: String(priority) });
  }
  return text("edit.replace", { ...values, previous: before });
}

function replacementTitle({ type, name, dnsOnly }: Edit, { text }: Texts): string {
  const values = { type, name: shown(name) };
  return dnsOnly === true ? text("edit.title.dns-only", values) : text("edit.title.replace", values);
}
