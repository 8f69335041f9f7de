import type { Asked, CheckDomainDeps, Looked } from "./deps.ts";
import { restarted } from "./restarted.ts";

/** Keeps what the identity has before anything of it is deleted; it is made anew in the next look. */
export async function noteBelongings(current: Looked, now: number, deps: CheckDomainDeps): Promise<Asked> {
  const belongings = await deps.recreator.belongings(current.identity);
  if (belongings === "refused") return { ses: restarted(current, "recreate", "refused", now) };
  return { ses: { ...current.ses, belongings } };
}

/** Deletes the identity and makes it anew, by an operator's word; what it had is given back. */
export async function recreate(current: Looked, now: number, deps: CheckDomainDeps): Promise<Asked> {
  const { belongings, ...ses } = current.ses;
  if (belongings === undefined) return { ses };
  const answer = await deps.recreator.recreate(current.identity, belongings);
  // MAIL FROM went with the identity.
  const status = { verification: "PENDING", dkim: answer.dkim } as const;
  return { ses: restarted({ ...current, ses: { ...ses, status, readAt: now } }, "recreate", answer, now) };
}
