import type { StoredFinding } from "./last-check.ts";

/** What stands there, or does not, without anybody having done anything. */
const NOBODYS_DOING: readonly string[] = ["RECORD_MISSING", "NAME_DELEGATED", "WILDCARD_ANSWERS"];

/** True if something was done wrongly, or harm is being done; a record that was not added yet is no mistake. */
export function isMistake({ code, severity }: Pick<StoredFinding, "code" | "severity">): boolean {
  return severity === "urgent" || (severity === "blocking" && !NOBODYS_DOING.includes(code));
}
