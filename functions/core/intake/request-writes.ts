import type { Accepted, Accepting, RequestWrites, RequestWritesDeps } from "./accepted-request.ts";
import { openingWrites } from "./opening-writes.ts";
import { sharingWrites } from "./sharing-writes.ts";

/** Makes all writes of a decision. */
export async function writesFor(
  decision: Accepted,
  accepting: Accepting,
  deps: RequestWritesDeps,
): Promise<RequestWrites> {
  switch (decision.kind) {
    case "already-open":
      return { onboarding: decision.onboarding, puts: [], rivals: [] };
    case "joined":
    case "covered":
      return sharingWrites(decision, accepting, deps);
    case "open":
      return openingWrites(decision, accepting, deps);
  }
}
