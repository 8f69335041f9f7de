import * as z from "zod";
import { utcDay } from "#core/names/utc-time";
import { addDays } from "#core/report/calendar";
import { reportOf } from "#core/report/report";
import { reportCsv } from "#core/report/report-csv";
import { readFigures } from "#core/search/index-onboarding";
import type { Partitions } from "#core/table";
import { faultsOf } from "#core/tickets/fault";
import { expecting } from "#core/words/expected-text";
import type { HttpRequest } from "#platform/http/http-handler";
import { csvAnswer, operatorsAnswer, operatorsFaults } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";

/** By default a report covers 12 weeks and the present one; the longest period is about two years. */
const DEFAULT_DAYS = 90;
const MOST_DAYS = 731;

const day = z.iso.date("operators.fault.day");

const query = z
  .strictObject({ from: day.optional(), to: day.optional(), format: z.enum(["json", "csv"]).default("json") })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ["to"],
    error: "operators.fault.day-order",
  })
  .refine(({ from, to }) => from === undefined || to === undefined || to < addDays(from, MOST_DAYS), {
    path: ["from"],
    error: expecting({ key: "operators.fault.days", values: { days: String(MOST_DAYS) } }),
  });

/** `GET /report`: the report of a period, as JSON or CSV. */
export async function showReport(
  { query: sent, now }: Pick<HttpRequest, "query" | "now">,
  { partitions }: { readonly partitions: Pick<Partitions, "between"> },
): Promise<HttpResponse> {
  const read = query.safeParse(sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent));
  const { format, to = utcDay(now) } = read.data;
  const { from = addDays(to, -DEFAULT_DAYS) } = read.data;
  const report = reportOf(await readFigures(partitions, from, to), from, to);
  return format === "csv"
    ? csvAnswer(reportCsv(report), `report-${from}-${to}.csv`)
    : operatorsAnswer(report);
}
