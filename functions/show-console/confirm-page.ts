import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import type { ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import view from "./view/confirm.eta";

const { text } = textsIn("en");

/** An action that was not done yet, and what would come of it. */
interface Unconfirmed {
  readonly label: string;
  readonly effect: string;
  readonly csrf: string;
  readonly href: string;
  /** Where a person goes who does not want it. */
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

/** Says what an action would do, and asks whether it is wanted. */
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
