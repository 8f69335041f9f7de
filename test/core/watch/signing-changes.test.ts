import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { DkimState } from "#core/watch/identity-watch";
import { decideSigning, type SigningDecision } from "#core/watch/signing-changes";
import { issuedOf, MADE } from "../../support/stages.ts";

const ON: DkimState = { status: "SUCCESS", isSigning: true };
const OFF: DkimState = { status: "SUCCESS", isSigning: false };
const KNOWN_OFF = { ses: { reads: 0, status: { ...MADE.status, signingOff: "made-by-hand" as const } } };
const identity = (signingOff?: "made-here" | "made-by-hand") => ({ ...MADE.status, signingOff });

it.each<
  [
    string,
    Partial<Onboarding>,
    DkimState | undefined,
    ReturnType<typeof identity> | undefined,
    SigningDecision["kind"],
  ]
>([
  ["it signs", {}, ON, undefined, "nothing"],
  ["SES did not list it", {}, undefined, undefined, "nothing"],
  ["SES does not know it", {}, { status: "NOT_STARTED", isSigning: false }, undefined, "nothing"],
  ["it is not ready", { status: "records_issued" }, OFF, undefined, "nothing"],
  ["it does not sign", {}, OFF, undefined, "need-identity"],
  ["it was made here", {}, OFF, identity("made-here"), "enable"],
  ["it was made by hand", {}, OFF, identity("made-by-hand"), "notify"],
  ["it signs again by the time it is read", {}, OFF, identity(), "nothing"],
  ["operations know that it does not sign", KNOWN_OFF, OFF, undefined, "nothing"],
  ["it signs again", KNOWN_OFF, ON, undefined, "signing-again"],
])("%s", (_, said, dkim, read, kind) => {
  expect(decideSigning(issuedOf({ status: "ready", ...said }), dkim, read).kind).toBe(kind);
});
