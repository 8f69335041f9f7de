import { textsIn } from "#core/words/texts";
import type { Details, StageView } from "./api-shapes.ts";
import { BASE } from "./console-page.ts";
import { actorLabel, awaitsLabel, codeLabel, recordStateLabel } from "./labels.ts";
import { type ShownTime, shownTime } from "./times.ts";

const { text } = textsIn("en");

/** Readers that are programs: that they were told is no news. */
const PROGRAMS = ["bus", "platform"];

/** One thing that happened, or what a check saw. */
export interface Moment {
  readonly at: ShownTime;
  readonly title: string;
  readonly isStage: boolean;
  readonly by?: string;
  readonly lines: readonly string[];
  /** Where it is shown what each reader was told, word for word. */
  readonly texts: ReadonlyArray<{ readonly href: string; readonly reader: string }>;
}

/** Everything that happened, and what the checks saw, the latest first. */
export function timelineOf(
  { onboardingId, events, stages }: Pick<Details, "onboardingId" | "events" | "stages">,
  now: number,
): Moment[] {
  const happened = events.flatMap((event): Moment[] => {
    const { at, type, by, because, told, undelivered, givenUp, texts } = event;
    const shown = shownTime(at, now);
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
    return shown === undefined
      ? []
      : [
          {
            ...{ at: shown, title: codeLabel(type), isStage: false, by: actorLabel(by), lines },
            texts: texts.map(({ recipient, notice }) => ({
              href: `${BASE}/onboardings/${onboardingId}/notices/${notice.split("/").map(encodeURIComponent).join("/")}`,
              reader: recipient,
            })),
          },
        ];
  });
  const seen = stages.flatMap((one, index): Moment[] => {
    const shown = shownTime(one.at, now);
    const lines = stageLines(one, stages[index - 1]);
    return shown === undefined || lines.length === 0
      ? []
      : [
          {
            at: shown,
            title: text("operators.pages.waits-for", { party: awaitsLabel(one.awaits) }),
            isStage: true,
            ...{ lines, texts: [] },
          },
        ];
  });
  return [...happened, ...seen].toSorted((one, other) => (one.at.iso < other.at.iso ? 1 : -1));
}

/** What changed since the stage before: the records that look different, and the findings. */
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
  ];
}

function codesOf({ findings }: StageView): string[] {
  return [...new Set(findings.map(({ code }) => code))];
}
