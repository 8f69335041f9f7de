import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import { project, projects } from "./api-shapes.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { actorLabel } from "./labels.ts";
import { type ShownTime, shownTime } from "./times.ts";
import projectView from "./view/project.eta";
import projectsView from "./view/projects.eta";
import type { Shown } from "./viewer.ts";

const { text } = textsIn("en");

const LABELS = {
  domains: text("operators.pages.domains"),
  configuration: text("operators.pages.configuration"),
  changes: text("operators.pages.changes"),
  facts: text("operators.pages.facts"),
} as const;

const listTemplate = htmlTemplate<{
  title: string;
  rows: ReadonlyArray<{ href: string; project: string; owner: string; state: string; tone: string }>;
  next: string | undefined;
  words: typeof CONSOLE_WORDS;
}>(projectsView);

const template = htmlTemplate<{
  project: string;
  state: string;
  tone: string;
  onboardings: string;
  domains: readonly string[];
  configuration: string | undefined;
  changes: ReadonlyArray<{ at: ShownTime; by: string; what: string }>;
  facts: ReadonlyArray<readonly [string, string]>;
  labels: typeof LABELS;
  words: typeof CONSOLE_WORDS;
}>(projectView);

/** The page of all projects. */
export function projectsPage(body: unknown): ConsolePage {
  const { projects: all, next } = projects.parse(body);
  const title = CONSOLE_WORDS.nav.projects;
  const content = listTemplate({
    title,
    words: CONSOLE_WORDS,
    next: next === null ? undefined : `${BASE}/projects?${new URLSearchParams({ after: next })}`,
    rows: all.map((one) => ({
      href: `${BASE}/projects/${encodeURIComponent(one.project)}`,
      project: one.project,
      owner: one.owner,
      ...stateOf(one.paused !== null),
    })),
  });
  return { title, part: "projects", content };
}

/** The page of one project. */
export function projectPage(body: unknown, { now }: Shown): ConsolePage {
  const one = project.parse(body);
  const content = template({
    project: one.project,
    ...stateOf(one.paused !== null),
    onboardings: `${BASE}/onboardings?${new URLSearchParams({ project: one.project })}`,
    domains: one.domains.map((domain) => (typeof domain === "string" ? domain : domainName(domain))),
    configuration: one.configuration === null ? undefined : JSON.stringify(one.configuration, null, 2),
    changes: one.changes.toReversed().flatMap(({ at, by, ...what }) => {
      const shown = shownTime(at, now);
      return shown === undefined ? [] : [{ at: shown, by: actorLabel(by), what: JSON.stringify(what) }];
    }),
    facts: [
      [CONSOLE_WORDS.columns.owner, one.owner],
      [text("operators.pages.platform"), one.platform],
      [text("operators.pages.requesters"), one.requesters.join(", ")],
    ],
    labels: LABELS,
    words: CONSOLE_WORDS,
  });
  return { title: one.project, part: "projects", content };
}

function domainName(domain: unknown): string {
  const name: unknown = Reflect.get(Object(domain), "identity");
  return typeof name === "string" ? name : JSON.stringify(domain);
}

function stateOf(isPaused: boolean): { state: string; tone: string } {
  return isPaused
    ? { state: text("operators.pages.paused"), tone: "bad" }
    : { state: text("operators.pages.active"), tone: "plain" };
}
