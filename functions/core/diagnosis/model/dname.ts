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
    return target === undefined ? undefined : rewriting(one, target);
  });
  const isSame = here !== undefined && here.at === probed?.at && here.target === probed.target;
  return isSame ? here : undefined;
}

/** Returns the suffix that was replaced by another while the labels before it stayed. */
function rewriting(name: string, target: string): Dname | undefined {
  const [from, to] = [name.split("."), target.split(".")];
  const differs = from.findIndex((label, index) => label !== to[index]);
  return differs < 1 ? undefined : { at: from.slice(differs).join("."), target: to.slice(differs).join(".") };
}
