import type { DiagnosisContext, ExaminedRecord } from "./diagnosis-context.ts";
import type { Finding } from "./finding.ts";

/** Examines one record that is not right. A finding explains the record, so later detectors are skipped. */
export type RecordDetector = (examined: ExaminedRecord, context: DiagnosisContext) => Finding | undefined;
