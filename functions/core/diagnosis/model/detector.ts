import type { DiagnosisContext, ExaminedRecord } from "./diagnosis-context.ts";
import type { Finding } from "./finding.ts";

/** Examines one record that is not right. Its finding explains the record, so that no later detector is asked. */
export type RecordDetector = (examined: ExaminedRecord, context: DiagnosisContext) => Finding | undefined;
