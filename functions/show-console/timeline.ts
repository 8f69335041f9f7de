import { textsIn } from "#core/words/texts";
import type { Details, EventView, StageView } from "./api-shapes.ts";
import { BASE } from "./console-page.ts";
import { actorLabel, awaitsLabel, codeLabel, recordStateLabel } from "./labels.ts";
import { type ShownTime, shownTime } from "./times.ts";

const { text } = textsIn("en");

/** The readers that are programs; notices to them are not shown. */
const PROGRAMS = ["bus", "platform"];

/** The result of one click. */
const ONE_CLICK: Readonly<Record<string, string>> = {
  none: text("operators.pages.one-click.withdrawn"),
  offered: text("operators.pages.one-click.offered"),
  used: text("operators.pages.one-click.used"),
};

/** One event, or the result of one check. */
export interface Moment {
  readonly at: ShownTime;
  readonly title: string;
  readonly isStage: boolean;
  readonly by?: string;
  readonly lines: readonly string[];
  /** Links to the text that each reader received. */
  readonly texts: ReadonlyArray<{ readonly href: string; readonly reader: string }>;
}

/** Returns all events and the results of all checks, the latest first; of one moment, the last written first. */
export function timelineOf(
  { onboardingId, events, stages }: Pick<Details, "onboardingId" | "events" | "stages">,
  now: number,
): Moment[] {
  const moments = [
    ...events.map((event) => happened(event, onboardingId, now)),
    ...stages.map((stage, index) => seen(stage, stages[index - 1], now)),
  ];
  return moments
    .filter((moment) => moment !== undefined)
    .toReversed()
    .toSorted((one, other) => Date.parse(other.at.iso) - Date.parse(one.at.iso));
}

/** An event, and the recipients of its notices. */
function happened(event: EventView, onboardingId: string, now: number): Moment | undefined {
  const { at, type, by, because, told, undelivered, givenUp, texts } = event;
  const shown = shownTime(at, now);
  if (shown === undefined) return undefined;
  const linked = texts.map(({ recipient }) => recipient);
  const people = told.filter((reader) => !PROGRAMS.includes(reader) && !linked.includes(reader));
  const lines = [
    ...(because === null ? [] : [because]),
    ...(people.length === 0 ? [] : [text("operators.pages.told", { readers: people })]),
    ...(undelivered.length === 0 ? [] : [text("operators.pages.undelivered", { readers: undelivered })]),
    ...givenUp.map(({ recipient, errorName }) =>
      text("operators.pages.given-up", { recipient, error: errorName }),
    ),
  ];
  const notices = `${BASE}/onboardings/${onboardingId}/notices`;
  return {
    ...{ at: shown, title: codeLabel(type), isStage: false, by: actorLabel(by), lines },
    texts: texts.map(({ recipient, notice }) => ({
      href: `${notices}/${notice.split("/").map(encodeURIComponent).join("/")}`,
      reader: recipient,
    })),
  };
}

/** A check with a new result. */
function seen(stage: StageView, before: StageView | undefined, now: number): Moment | undefined {
  const shown = shownTime(stage.at, now);
  const lines = stageLines(stage, before);
  if (shown === undefined || lines.length === 0) return undefined;
  const title = text("operators.pages.waits-for", { party: awaitsLabel(stage.awaits) });
  return { at: shown, title, isStage: true, lines, texts: [] };
}

/** Describes what changed since the previous stage: records with another state, and findings. */
function stageLines(one: StageView, before: StageView | undefined): string[] {
  const changed = one.records.filter((record) => {
    const earlier = before?.records.find(({ name, type }) => name === record.name && type === record.type);
    return JSON.stringify(earlier) !== JSON.stringify(record);
  });
  const codes = codesOf(one);
  const isNews = codes.join() !== (before === undefined ? "" : codesOf(before).join());
  return [
    ...changed.map(({ type, name, state, seen }) =>
      [`${type} ${name}: ${recordStateLabel(state)}`, ...seen].join("  "),
    ),
    ...(isNews && codes.length > 0 ? [codes.join(", ")] : []),
    ...(one.oneClick === (before?.oneClick ?? "none") ? [] : [ONE_CLICK[one.oneClick] ?? one.oneClick]),
  ];
}

function codesOf({ findings }: StageView): string[] {
  return [...new Set(findings.map(({ code }) => code))];
}
