import type * as z from "zod";
import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import { PROJECT_ACTIONS } from "./actions.ts";
import { project, projects } from "./api-shapes.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { actorLabel, codeLabel } from "./labels.ts";
import { doneText, type Undo, undoFor } from "./result-text.ts";
import { type ShownTime, shownTime } from "./times.ts";
import projectView from "./view/project.eta";
import projectsView from "./view/projects.eta";
import { isOffered, type Shown } from "./viewer.ts";

const { text } = textsIn("en");

const LABELS = {
  domains: text("operators.pages.domains"),
  configuration: text("operators.pages.configuration"),
  changes: text("operators.pages.changes"),
  fromAddresses: text("operators.pages.from-addresses"),
  address: text("operators.pages.column.address"),
  state: text("operators.pages.state"),
  dmarc: text("operators.pages.dmarc"),
  isDefault: text("operators.pages.default"),
  tenant: text("operators.pages.tenant"),
  actions: text("operators.pages.actions"),
  reason: text("operators.pages.reason"),
  facts: text("operators.pages.facts"),
} as const;

const NONE = text("operators.pages.drift.none");

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
  message: string | undefined;
  undo: Undo | undefined;
  pausedBecause: string | undefined;
  csrf: string;
  actions: ReadonlyArray<{ label: string; effect: string; href: string; isRequired: boolean }>;
  domains: ReturnType<typeof domainRow>[];
  addresses: ReturnType<typeof addressRow>[];
  drift: readonly string[];
  configuration: string | undefined;
  changes: ReadonlyArray<{ at: ShownTime; by: string; title: string; lines: readonly string[] }>;
  facts: ReadonlyArray<readonly [string, string]>;
  labels: typeof LABELS;
  words: typeof CONSOLE_WORDS;
}>(projectView);

/** Renders the page of all projects. */
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

/** Renders the page of one project. */
export function projectPage(body: unknown, shown: Shown): ConsolePage {
  const { now, viewer, query } = shown;
  const one = project.parse(body);
  const content = template({
    project: one.project,
    message: doneText(query),
    undo: undoFor(`${BASE}/projects/${encodeURIComponent(one.project)}`, { viewer, query }),
    pausedBecause: pausedText(one.paused, now),
    csrf: viewer.csrf,
    actions: actionsOf(one, shown),
    ...stateOf(isStopped(one)),
    onboardings: `${BASE}/onboardings?${new URLSearchParams({ project: one.project })}`,
    domains: one.domains.map((domain) => domainRow(domain, one.tenants)),
    addresses: one.fromAddresses.map(addressRow),
    drift: one.drift.map(({ identity, part, has, wants }) =>
      text(`operators.pages.drift.${part}`, { identity, has: has ?? NONE, wants: wants ?? NONE }),
    ),
    configuration: one.configuration === null ? undefined : JSON.stringify(one.configuration, null, 2),
    changes: one.changes.toReversed().flatMap((change) => changeRow(change, now)),
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

type ProjectAnswer = z.infer<typeof project>;

/**
 * The sending statuses of tenants in SES:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Tenant.html
 */
const SENDING: Readonly<Record<string, { readonly label: string; readonly tone: string }>> = {
  ENABLED: { label: text("operators.pages.tenant.enabled"), tone: "good" },
  REINSTATED: { label: text("operators.pages.tenant.reinstated"), tone: "good" },
  DISABLED: { label: text("operators.pages.tenant.disabled"), tone: "bad" },
  missing: { label: text("operators.pages.tenant.missing"), tone: "bad" },
  unknown: { label: text("operators.pages.tenant.unknown"), tone: "warn" },
};

function domainRow(
  { identity, mailFrom, onboardingId, configurationSet, tenant }: ProjectAnswer["domains"][number],
  tenants: ProjectAnswer["tenants"],
) {
  const state = tenants.find(({ name }) => name === tenant)?.sending;
  return {
    ...{ identity, mailFrom, configurationSet, tenant },
    sending: state === undefined ? undefined : SENDING[state],
    href: onboardingId.startsWith("onb_") ? `${BASE}/onboardings/${onboardingId}` : undefined,
  };
}

const DMARC_TONES: Readonly<Record<string, string>> = { pass: "good", fail: "bad", unknown: "warn" };

function addressRow({ address, isDefault, state, dmarc, words }: ProjectAnswer["fromAddresses"][number]) {
  return {
    ...{ address, isDefault, words, dmarc: codeLabel(dmarc), dmarcTone: DMARC_TONES[dmarc] ?? "plain" },
    state: codeLabel(state),
    tone: state === "usable" ? "good" : "warn",
  };
}

function pausedText(paused: ProjectAnswer["paused"], now: number): string | undefined {
  if (paused === null) return undefined;
  const at = shownTime(paused.at, now)?.utc ?? "";
  return text("operators.pages.paused-because", { at, who: actorLabel(paused.by), because: paused.because });
}

/** A change by an operator, with its reason or with the entry that was written. */
function changeRow({ at, by, type, because, entry }: ProjectAnswer["changes"][number], now: number) {
  const shown = shownTime(at, now);
  const lines = [because, entry === undefined ? undefined : JSON.stringify(entry)];
  return shown === undefined
    ? []
    : [
        {
          ...{ at: shown, by: actorLabel(by), title: codeLabel(type) },
          lines: lines.filter((line) => line !== undefined),
        },
      ];
}

/** Returns the actions that pause or reinstate a project; only a pause requires a reason. */
function actionsOf(one: ProjectAnswer, { viewer }: Shown) {
  const { project: name, domains } = one;
  if (!domains.some(({ tenant }) => tenant !== undefined)) return [];
  const action = isStopped(one) ? "reinstate" : "pause";
  if (!isOffered(viewer, action)) return [];
  const { label, effect } = PROJECT_ACTIONS[action];
  const href = `${BASE}/projects/${encodeURIComponent(name)}/${action}`;
  return [{ label, effect, href, isRequired: action === "pause" }];
}

/** True if an operator has paused the project, or SES does not let one of its tenants send. */
function isStopped({ paused, tenants }: Pick<ProjectAnswer, "paused" | "tenants">): boolean {
  return paused !== null || tenants.some(({ sending }) => sending === "DISABLED");
}

function stateOf(isPaused: boolean): { state: string; tone: string } {
  return isPaused
    ? { state: text("operators.pages.paused"), tone: "bad" }
    : { state: text("operators.pages.active"), tone: "plain" };
}
