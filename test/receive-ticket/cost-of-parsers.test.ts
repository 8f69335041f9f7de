import { expect, it } from "vitest";
import { parseDomainName } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { TICKET_FIELDS } from "#core/onboarding/ticket-fields";
import { isConfirmation } from "#core/tickets/comments/confirmation";
import { readRequest } from "#core/tickets/onboarding-request";
import { fieldData } from "#core/tickets/reading/field-data";
import { formValues } from "#core/tickets/reading/form-values";
import { linesOf } from "#core/tickets/reading/text-lines";
import { parseJson } from "#platform/http/json-body";
import { DATA } from "./fixture.ts";

const REPLIES = [
  "\n",
  " \n",
  "> ",
  ">\n",
  "> a\n\n",
  "On ",
  "On a b\n",
  "On a b wrote:\n",
  "Le a b\n",
  "Am a \n",
  "Op \n",
  "Op schreef ",
  "W dniu \n",
  "Dnia pisze",
  "Den \n",
  "abc. skrev \n",
  "abc. a skrev a\n",
  "在\n",
  "From: \n",
  "From: <",
  "20",
  "2023-01-01\n",
  '01.01.2023 10:00 "',
  "-",
  "--\n",
  "_",
  "Sent from ",
  "Regards\n",
  "a, ",
  "Done. ",
  "Done.\n",
  "?",
  "Anna ",
  "\u{1f600}",
  "\ud83d",
];
const MARKUP = [
  "<div>",
  "<p>",
  "</p>",
  "<b></i>",
  "<td>",
  "<table><tr><td>",
  "<",
  "<!--",
  "<a href='",
  "<a b=",
  "&",
  "&amp",
  "&#",
  "<script>",
  "<title>",
  "<style></b>",
  "<![CDATA[",
  "<?",
];
const FORMS = [
  "[",
  "(",
  "*",
  "*x",
  " *",
  "_ ",
  "|",
  ":",
  "Project:",
  "Project: \n",
  "Project: a*",
  "From addresses: a@d.example\n",
  " \t",
  "[a|",
  "[a](",
  "[a](b",
  "\u200b",
  "a@",
  "a@d.example ",
  "mailto:",
  "\u0085",
];
const JSONS = [
  "[",
  '{"a":',
  '"\\ud800",',
  "[1,",
  '"',
  "\\",
  "/*",
  "//",
  " ",
  "1",
  "-",
  '{"a":1},',
  "\\u0061",
];
const ADDRESSES = ["a", ".", "a.", "@", "a@", "ü", "\u00ad", "xn--a.", " ", "%", "-", "a@ü."];

/** Each parser, with parts that may be repeated in its input. */
const PARSERS: readonly (readonly [string, (text: string) => unknown, readonly string[]])[] = [
  ["a reply", isConfirmation, [...REPLIES, ...MARKUP, ...FORMS]],
  ["a reply that begins as one", (text) => isConfirmation(`Done\n\nOn Monday ${text}`), REPLIES],
  ["HTML and plain text", linesOf, [...MARKUP, ...FORMS, ...REPLIES]],
  ["HTML that begins as such", (text) => linesOf(`<p>${text}`), MARKUP],
  ["a form", (text) => formValues(linesOf(text), TICKET_FIELDS), [...FORMS, ...MARKUP]],
  ["a form's value", (text) => formValues([`Project: x${text}x`], TICKET_FIELDS), FORMS],
  ["a field of addresses", (text) => fieldData("fromAddresses", text), [...FORMS, ...ADDRESSES]],
  ["a field of an earlier provider", (text) => fieldData("migratingFrom", text), [...FORMS, ...ADDRESSES]],
  ["JSON", (text) => attempt(() => parseJson(text)), JSONS],
  ["JSON in a list", (text) => attempt(() => parseJson(`[${text}0]`)), JSONS],
  ["JSON in a text", (text) => attempt(() => parseJson(JSON.stringify({ a: text }))), [...JSONS, "\ud800"]],
  ["an address", parseEmailAddress, ADDRESSES],
  ["an address's domain", (text) => parseEmailAddress(`a@${text}`), ADDRESSES],
  ["a domain name", parseDomainName, ADDRESSES],
  [
    "a request",
    (text) => readRequest({ ...DATA, requester: text, mailFrom: text, timeZone: text }),
    ADDRESSES,
  ],
];

/** The sizes; the largest body has 256 kB. */
const SIZES = [500, 4_000, 32_000, 250_000] as const;

/**
 * Time must grow linearly with the size or less. Two sizes differ by a factor of eight, for which quadratic
 * growth would give 64.
 */
const MOST_GROWTH = 32;

/** Shorter times are too imprecise to judge growth. */
const SHORTEST_MS = 3;

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Returns milliseconds since some time. */
type Clock = () => number;

/** Returns the processor time of this thread, which does not depend on other load. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Returns the shortest of several times, or the first one that is long enough, because other load only adds
 * time.
 */
function time(run: (text: string) => unknown, part: string, size: number, now: Clock): number {
  const text = part.repeat(Math.ceil(size / part.length));
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && least > SHORTEST_MS; tries += 1) {
    const begin = now();
    run(text);
    least = Math.min(least, now() - begin);
  }
  return Math.max(least, SHORTEST_MS);
}

/** Measures again before it reports, because another process may have used the processor. */
function growsTooFast(run: (text: string) => unknown, part: string, now: Clock = processorTime): boolean {
  const isTooFast = () =>
    SIZES.slice(1).some((size, index) => {
      const smaller = time(run, part, SIZES[index] ?? 0, now);
      return time(run, part, size, now) / smaller > MOST_GROWTH;
    });
  return isTooFast() && isTooFast() && isTooFast();
}

it.each(PARSERS)("%s costs no more than its size", { timeout: 120_000 }, (_, run, parts) => {
  expect(parts.filter((part) => growsTooFast(run, part))).toEqual([]);
});

it.each([
  [1, false],
  [2, true],
])("would show a cost that grows with the size to the power of %i: %s", (power, isShown) => {
  let now = 0;
  const run = ({ length }: string) => {
    now += (length / 1000) ** power;
  };
  expect(growsTooFast(run, "x", () => now)).toBe(isShown);
});
