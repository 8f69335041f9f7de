import { setupPhase } from "#core/instructions/setup-phase";
import { printable } from "#core/names/printable";
import { bothForms } from "#core/names/unicode-name";
import { acceptedAddresses } from "#core/onboarding/accepted-addresses";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";

/**
 * The information for a person whose domain is ready: what works, how to verify it, and which records to
 * keep.
 */
export type ReadyView = readonly { readonly title: string; readonly text: string }[];

/** Prepares the part of the page for a ready domain. */
export function readyView(onboarding: Onboarding, { text }: Texts): ReadyView | undefined {
  const phase = setupPhase(onboarding);
  if (phase !== "ready" && phase !== "readyWithoutMailFrom") return undefined;
  const domain = bothForms(onboarding.identity);
  const project = printable(onboarding.project);
  const addresses = acceptedAddresses(onboarding);
  return [
    {
      title: text("page.ready.works"),
      text:
        addresses.length === 0
          ? text("page.ready.works-without-address", { project, domain })
          : text("page.ready.works-text", { project, addresses }),
    },
    { title: text("page.ready.proof"), text: text("page.ready.proof-text", { domain }) },
    {
      title: text("page.ready.keep"),
      text: text(phase === "ready" ? "page.ready.keep-all" : "page.ready.keep-dkim"),
    },
  ];
}
