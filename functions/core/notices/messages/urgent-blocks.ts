import { fixText } from "#core/instructions/finding-text";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { StoredFinding } from "#core/records/last-check";
import type { Texts } from "#core/words/texts";
import type { Block } from "./block.ts";

/** True while the last check found something that does harm. */
export function isUrgent(onboarding: Onboarding): boolean {
  return urgentFindings(onboarding).length > 0;
}

/** Describes the harm, at the top of every message until a check no longer finds it. */
export function urgentBlocks(onboarding: Onboarding, texts: Texts): Block[] {
  const findings = urgentFindings(onboarding);
  if (findings.length === 0) return [];
  return [
    { kind: "urgent", text: texts.text("mail.urgent") },
    { kind: "list", items: findings.map((finding) => fixText(finding, texts)) },
  ];
}

function urgentFindings({ lastCheck }: Onboarding): StoredFinding[] {
  return (lastCheck?.findings ?? []).filter(({ severity }) => severity === "urgent");
}
