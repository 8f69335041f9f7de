import type { Source } from "#core/onboarding/ticket-source";
import type { Fault } from "#core/tickets/fault";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { Project } from "./project.ts";

/** The source of a request, and whether that source itself names the requester. */
export interface RequestOrigin {
  readonly source: Source;
  /** True if the source itself names the requester. */
  readonly isVouched: boolean;
  /** True if an operator approved the request. */
  readonly isApproved?: boolean;
}

/** The permission of a request, which follows from the project registry. */
export type RequestPermission =
  | { readonly kind: "known"; readonly owner: string }
  /** An operator has to approve it first. */
  | { readonly kind: "held"; readonly owner: string }
  /** The project is not registered, and the signer of the ticket is allowed to register it. */
  | { readonly kind: "registers"; readonly owner: string }
  | { readonly kind: "not-ses"; readonly guideUrl: string | undefined }
  | { readonly kind: "faults"; readonly faults: readonly Fault[] };

/** Decides whether a request is permitted; `project` is `undefined` if it is not registered. */
export function requestPermission(
  request: Pick<OnboardingRequest, "project" | "owner" | "requester">,
  { source, isVouched, isApproved = false }: RequestOrigin,
  project: Project | undefined,
): RequestPermission {
  const { owner: sent, requester } = request;
  if (project === undefined) {
    // The platform signs tickets of the generic source, and knows its own projects.
    if (source === "generic" && sent !== undefined) return { kind: "registers", owner: sent };
    return source === "generic"
      ? fault("owner", null, "fault.owner-missing")
      : fault("project", request.project, "fault.project-unknown");
  }
  const { owner, platform, guideUrl } = project;
  if (sent !== undefined && sent !== owner) {
    return fault("owner", sent, "fault.owner-other");
  }
  if (platform !== "ses") return { kind: "not-ses", guideUrl };
  return isApproved || (isVouched && isKnown(requester, project.requesters))
    ? { kind: "known", owner }
    : { kind: "held", owner };
}

function fault(
  field: string,
  sent: string | null,
  key: "fault.owner-missing" | "fault.project-unknown" | "fault.owner-other",
): RequestPermission {
  return { kind: "faults", faults: [{ field, sent, expected: { key, values: {} } }] };
}

/**
 * Compares addresses and domains without regard to case: mailboxes that differ only in case do not exist in
 * practice.
 */
function isKnown(requester: string, known: readonly string[]): boolean {
  const address = requester.toLowerCase();
  const domain = address.slice(address.lastIndexOf("@"));
  return known.some((one) => [address, domain].includes(one.toLowerCase()));
}
