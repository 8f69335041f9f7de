import { scaleBand, scaleLinear } from "d3-scale";
import { htmlTemplate } from "#platform/http/html-page";
import barsText from "./view/bars.eta";
import columnsText from "./view/columns.eta";

/** The size of a chart in SVG units; the page scales it. */
const WIDTH = 560;
const HEIGHT = 220;
const MARGIN = { left: 36, right: 4, top: 8, bottom: 24 };

/** The height of one bar with the space below it. */
const BAR = 30;
const LABELS = 190;
const VALUES = 70;

/** The number of week labels that fit next to each other. */
const MOST_LABELS = 7;

/** The tones of the series, in order. */
export const TONES = ["one", "two", "three", "four"] as const;

/** A chart with groups of vertical bars along the axis. */
interface Columns {
  readonly title: string;
  readonly places: readonly string[];
  /** The values of each series, by position on the axis. */
  readonly series: ReadonlyArray<{ readonly tone: string; readonly values: readonly number[] }>;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly tone: string;
}

const columnsTemplate = htmlTemplate<{
  title: string;
  width: number;
  height: number;
  margin: typeof MARGIN;
  ticks: ReadonlyArray<{ y: number; label: string }>;
  labels: ReadonlyArray<{ x: number; label: string }>;
  rectangles: readonly Rectangle[];
}>(columnsText);

const barsTemplate = htmlTemplate<{
  title: string;
  width: number;
  height: number;
  bars: ReadonlyArray<{ y: number; label: string; value: string; rectangle: Rectangle }>;
}>(barsText);

/** Draws a column chart as SVG. */
export function columnChart({ title, places, series }: Columns): string {
  const x = scaleBand(places, [MARGIN.left, WIDTH - MARGIN.right]).paddingInner(0.25);
  const y = scaleLinear(
    [0, Math.max(1, ...series.flatMap(({ values }) => values))],
    [HEIGHT - MARGIN.bottom, MARGIN.top],
  ).nice(4);
  const width = x.bandwidth() / series.length;
  const every = Math.ceil(places.length / MOST_LABELS);
  return columnsTemplate({
    ...{ title, width: WIDTH, height: HEIGHT, margin: MARGIN },
    ticks: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((tick) => ({ y: y(tick), label: String(tick) })),
    labels: places
      .filter((_, index) => index % every === 0)
      .map((place) => ({ x: (x(place) ?? 0) + x.bandwidth() / 2, label: place.slice("2026-".length) })),
    rectangles: series.flatMap(({ tone, values }, index) =>
      values.map((value, at) => ({
        x: rounded((x(places[at] ?? "") ?? 0) + index * width),
        y: rounded(y(value)),
        width: rounded(width * 0.92),
        height: rounded(y(0) - y(value)),
        tone,
      })),
    ),
  });
}

/** Draws horizontal bars as SVG, each with its label and value. */
export function barChart(
  title: string,
  bars: ReadonlyArray<{ readonly label: string; readonly value: number; readonly shown: string }>,
): string {
  const x = scaleLinear([0, Math.max(1, ...bars.map(({ value }) => value))], [0, WIDTH - LABELS - VALUES]);
  return barsTemplate({
    ...{ title, width: WIDTH, height: bars.length * BAR },
    bars: bars.map(({ label, value, shown }, index) => ({
      y: index * BAR,
      label,
      value: shown,
      rectangle: { x: LABELS, y: index * BAR + 5, width: rounded(x(value)), height: BAR - 10, tone: "one" },
    })),
  });
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
