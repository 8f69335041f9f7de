import { textsIn } from "#core/words/texts";
import { actionNamed, ONBOARDING_ACTIONS, PROJECT_ACTIONS } from "./actions.ts";
import type { Shown } from "./viewer.ts";

const { text } = textsIn("en");

const ACTIONS = { ...ONBOARDING_ACTIONS, ...PROJECT_ACTIONS };

/**
 * Returns the result of the action that led to this page, from the page's address; unknown values give no
 * text.
 */
export function doneText({ result, did = "" }: Shown["query"]): string | undefined {
  const what = actionNamed(ACTIONS, did)?.label;
  if (result === "unchanged") return text("operators.pages.unchanged");
  if (result !== "done") return undefined;
  return what === undefined ? text("operators.pages.done") : text("operators.pages.did", { what });
}

/** Returns the action that reverses the one that led to this page. */
export function undoOf({ result, did = "" }: Shown["query"]): string | undefined {
  return result === "done" ? actionNamed(ACTIONS, did)?.undo : undefined;
}
