import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import { notice } from "./api-shapes.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { type ShownTime, shownTime } from "./times.ts";
import view from "./view/notice.eta";

const { text } = textsIn("en");

const template = htmlTemplate<{
  subject: string;
  text: string;
  sent: string;
  at: ShownTime | undefined;
  back: string;
  backLabel: string;
}>(view);

/** Renders one notice exactly as its reader received it. */
export function noticePage(body: unknown, path: readonly string[], now: number): ConsolePage {
  const [, onboardingId = "", , ...name] = path;
  const read = notice.parse(body);
  const content = template({
    ...read,
    at: shownTime(read.at, now),
    sent: text("operators.pages.sent-to", { reader: name.at(-1) ?? "" }),
    back: `${BASE}/onboardings/${encodeURIComponent(onboardingId)}`,
    backLabel: CONSOLE_WORDS.back,
  });
  return { title: read.subject, part: "onboardings", content };
}
