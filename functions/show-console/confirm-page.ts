import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import type { ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import view from "./view/confirm.eta";

const { text } = textsIn("en");

/** An action that awaits confirmation, with its effect. */
interface Unconfirmed {
  readonly label: string;
  readonly effect: string;
  readonly csrf: string;
  readonly href: string;
  /** The page to return to without the action. */
  readonly back: string;
  readonly fields: ReadonlyArray<readonly [name: string, value: string]>;
}

const WORDS = {
  yes: text("operators.pages.do-it"),
  reason: text("operators.pages.reason"),
  backLabel: CONSOLE_WORDS.back,
} as const;

const REASON = "because";

const template = htmlTemplate<Unconfirmed & typeof WORDS & { because: string }>(view);

/** Renders the page that describes the effect of an action and asks for confirmation. */
export function confirmPage(asked: Unconfirmed): ConsolePage {
  return {
    title: asked.label,
    content: template({
      ...{ ...asked, ...WORDS },
      because: asked.fields.find(([name]) => name === REASON)?.[1] ?? "",
      fields: asked.fields.filter(([name]) => name !== REASON),
    }),
  };
}
