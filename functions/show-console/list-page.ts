import { CATALOGUE } from "#core/diagnosis/model/catalogue";
import { DNS_HOSTS } from "#core/dns/hosts/dns-hosts";
import { STATUSES } from "#core/onboarding/lifecycle";
import { AWAITED } from "#core/onboarding/waiting-on";
import { OTHER_HOST } from "#core/report/count-history";
import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import { list, type Summary } from "./api-shapes.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { awaitsLabel, codeLabel, statusLabel, toneOf } from "./labels.ts";
import { shownTime } from "./times.ts";
import view from "./view/list.eta";

const { text } = textsIn("en");

type Query = Readonly<Record<string, string>>;

interface Filter {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** The choices of a selection; absent for a text field. */
  readonly options?: ReadonlyArray<{ readonly value: string; readonly label: string }>;
}

const template = htmlTemplate<{
  title: string;
  q: string | undefined;
  action: string;
  csv: string;
  next: string | undefined;
  filters: readonly Filter[];
  rows: ReturnType<typeof rowOf>[];
  words: typeof CONSOLE_WORDS;
}>(view);

/** Renders a search or a list with its filters. */
export function listPage(body: unknown, query: Query, now: number): ConsolePage {
  const { onboardings, next } = list.parse(body);
  const { q } = query;
  const title = q === undefined ? CONSOLE_WORDS.nav.onboardings : `${CONSOLE_WORDS.search}: ${q}`;
  const content = template({
    ...{ title, q, words: CONSOLE_WORDS, action: `${BASE}/onboardings` },
    csv: `${BASE}/onboardings.csv?${new URLSearchParams(query)}`,
    next: next === null ? undefined : `${BASE}/onboardings?${new URLSearchParams({ ...query, after: next })}`,
    filters: filtersOf(query),
    rows: onboardings.map((one) => rowOf(one, now)),
  });
  return { title, part: "onboardings", content, isLive: true, ...(q !== undefined && { q }) };
}

/** The filters by age, with the values of the operators' API. */
const AGES = [
  { value: "day", label: text("operators.pages.age.day") },
  { value: "week", label: text("operators.pages.age.week") },
  { value: "month", label: text("operators.pages.age.month") },
] as const;

/** The mistakes to filter by; advice is not among them. */
const FINDINGS = Object.entries(CATALOGUE)
  .flatMap(([code, { severity }]) => (severity === "advice" ? [] : [code]))
  .sort();

/** The DNS hosts to filter by; the last entry means all unknown ones. */
const HOSTS = [...new Set(DNS_HOSTS.map(({ name }) => name))].sort().concat(OTHER_HOST);

function filtersOf(query: Query): Filter[] {
  const { columns, any: anyLabel, newest, oldest } = CONSOLE_WORDS;
  const everything = { value: "", label: anyLabel };
  return [
    {
      ...filter("status", columns.status, query),
      options: [everything, ...STATUSES.map((value) => ({ value, label: statusLabel(value) }))],
    },
    {
      ...filter("awaits", columns.awaits, query),
      options: [everything, ...AWAITED.map((value) => ({ value, label: awaitsLabel(value) }))],
    },
    filter("project", columns.project, query),
    filter("domain", columns.domain, query),
    {
      ...filter("finding", columns.finding, query),
      options: [everything, ...FINDINGS.map((value) => ({ value, label: codeLabel(value) }))],
    },
    {
      ...filter("host", columns.host, query),
      options: [everything, ...HOSTS.map((value) => ({ value, label: codeLabel(value) }))],
    },
    {
      ...filter("age", columns.age, query),
      options: [everything, ...AGES],
    },
    {
      ...filter("sort", columns.sort, query),
      options: [
        { value: "newest", label: newest },
        { value: "oldest", label: oldest },
      ],
    },
  ];
}

function filter(name: string, label: string, query: Query): Filter {
  return { name, label, value: query[name] ?? "" };
}

function rowOf(one: Summary, now: number) {
  const { onboardingId, identity, status, waitingOn, awaitedSince, project, ticket, createdAt } = one;
  return {
    ...{ identity, project, ticket },
    href: `${BASE}/onboardings/${onboardingId}`,
    status: statusLabel(status),
    tone: toneOf(status),
    awaits: awaitsLabel(waitingOn.whom),
    since: shownTime(awaitedSince ?? waitingOn.since, now),
    opened: shownTime(createdAt, now) ?? { iso: "", utc: "", age: "" },
  };
}
