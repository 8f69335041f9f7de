import { textsIn } from "#core/words/texts";
import { actionNamed, ONBOARDING_ACTIONS, PROJECT_ACTIONS } from "./actions.ts";
import { isOffered, type Shown } from "./viewer.ts";

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

/** A form that undoes the action that led to a page. */
export interface Undo {
  readonly href: string;
  readonly label: string;
}

/** Returns the form that undoes the action that led to a page, if there is one and the viewer may use it. */
export function undoFor(
  page: string,
  { viewer, query: { result, did = "" } }: Pick<Shown, "viewer" | "query">,
): Undo | undefined {
  const undo = result === "done" ? actionNamed(ACTIONS, did)?.undo : undefined;
  return undo === undefined || !isOffered(viewer, undo)
    ? undefined
    : { href: `${page}/${undo}`, label: text("operators.pages.undo") };
}
