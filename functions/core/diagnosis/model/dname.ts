import { isBelow } from "#core/names/domain-name";
import type { DiagnosisContext } from "./diagnosis-context.ts";
import { wildcardName } from "./questions.ts";

/** A DNAME record (RFC 6672): all names below `at` lead to the same names below `target`. */
export interface Dname {
  readonly at: string;
  readonly target: string;
}

/**
 * Finds a DNAME above a name by the CNAMEs that servers synthesise from it: a nonexistent name is redirected
 * in the same way (RFC 6672 §2.2).
 */
export function dnameAbove(name: string, { seen, registrable }: DiagnosisContext): Dname | undefined {
  const [here, probed] = [name, wildcardName(name, registrable)].map((one) => {
    const [target] = seen.values(one, "CNAME");
    return target === undefined ? undefined : rewriting(one, target, registrable);
  });
  const isSame = here !== undefined && here.at === probed?.at && here.target === probed.target;
  return isSame ? here : undefined;
}

/**
 * Returns the suffix that was replaced by another while the labels before it stayed. A DNAME is within the
 * domain, also if `example.com` and its target `example.net` begin alike.
 */
function rewriting(name: string, target: string, registrable: string): Dname | undefined {
  const [from, to] = [name.split("."), target.split(".")];
  const differs = from.findIndex((label, index) => label !== to[index]);
  if (differs < 1) return undefined;
  const last = isBelow(name, registrable) ? from.length - registrable.split(".").length : differs;
  const start = Math.min(differs, last);
  return { at: from.slice(start).join("."), target: to.slice(start).join(".") };
}
