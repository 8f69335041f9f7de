import { csvOf } from "#core/names/csv";
import { csvAnswer } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import { list, type Summary } from "./api-shapes.ts";
import type { ConsolePage } from "./console-page.ts";
import { messagePage } from "./message-page.ts";
import type { OperatorsApi } from "./operators-api.ts";

/** The most pages of a list in one file, each with 100 onboardings. */
const MOST_PAGES = 10;

const COLUMNS = [
  ...(["onboardingId", "identity", "mailFrom", "status", "project", "owner", "source", "ticket"] as const),
] as const;

/** Writes the first 1,000 onboardings of a list or a search as CSV. */
export async function onboardingsCsv(
  query: Readonly<Record<string, string>>,
  api: OperatorsApi,
): Promise<HttpResponse | ConsolePage> {
  const rows: Summary[] = [];
  let next: string | null | undefined;
  for (let pages = 0; pages < MOST_PAGES && next !== null; pages += 1) {
    const page = next === undefined ? {} : { after: next };
    const answer = await api({ routeKey: "GET /onboardings", query: { ...query, ...page, limit: "100" } });
    if (answer.status >= 400) return messagePage(answer.status, answer.body);
    const read = list.parse(answer.body);
    rows.push(...read.onboardings);
    next = read.next;
  }
  const head = [...COLUMNS, "waitsFor", "waitsSince", "createdAt"];
  const body = rows.map((one) => [
    ...COLUMNS.map((name) => one[name]),
    ...[one.waitingOn.whom, one.waitingOn.since, one.createdAt],
  ]);
  return csvAnswer(csvOf([head, ...body]), "onboardings.csv");
}
