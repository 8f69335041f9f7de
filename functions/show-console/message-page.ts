import * as z from "zod";
import { htmlTemplate } from "#platform/http/html-page";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import view from "./view/message.eta";

const problem = z.object({
  title: z.string(),
  detail: z.string().optional(),
  faults: z.array(z.looseObject({ field: z.string(), expected: z.string() })).default([]),
});

const template = htmlTemplate<{
  title: string;
  detail: string | undefined;
  tone: string;
  back: string;
  backLabel: string;
}>(view);

/** Renders a refusal of the operators' API, or the reason why nothing was done, with a link back. */
export function messagePage(status: number, body: unknown, back = BASE): ConsolePage {
  const read = problem.safeParse(body);
  const { title, detail, faults } = read.success
    ? read.data
    : {
        title: status === 404 ? CONSOLE_WORDS.notFound : CONSOLE_WORDS.refused,
        detail: undefined,
        faults: [],
      };
  const details = [detail, ...faults.map(({ field, expected }) => `${field}: ${expected}`)].filter(Boolean);
  const content = template({
    title,
    detail: details.length === 0 ? undefined : details.join(" "),
    tone: status >= 400 ? "bad" : "info",
    back,
    backLabel: CONSOLE_WORDS.back,
  });
  return { statusCode: status, title, content };
}
