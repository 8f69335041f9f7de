import { textsIn } from "#core/words/texts";
import { actionNamed, ONBOARDING_ACTIONS, PROJECT_ACTIONS } from "./actions.ts";
import type { Shown } from "./viewer.ts";

const { text } = textsIn("en");

const ACTIONS = { ...ONBOARDING_ACTIONS, ...PROJECT_ACTIONS };

/** What became of the action that led to this page, as its address says; strange values say nothing. */
export function doneText({ result, did = "" }: Shown["query"]): string | undefined {
  const what = actionNamed(ACTIONS, did)?.label;
  if (result === "unchanged") return text("operators.pages.unchanged");
  if (result !== "done") return undefined;
  return what === undefined ? text("operators.pages.done") : text("operators.pages.did", { what });
}

/** The action that takes back the one that led to this page. */
export function undoOf({ result, did = "" }: Shown["query"]): string | undefined {
  return result === "done" ? actionNamed(ACTIONS, did)?.undo : undefined;
}
