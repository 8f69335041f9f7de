import { htmlTemplate } from "#platform/http/html-page";
import type { SetupView } from "./setup-view.ts";
import amend from "./view/amend.eta";
import ask from "./view/ask.eta";
import dnsHost from "./view/dns-host.eta";
import evidence from "./view/evidence.eta";
import extend from "./view/extend.eta";
import finding from "./view/finding.eta";
import handOff from "./view/hand-off.eta";
import migration from "./view/migration.eta";
import page from "./view/page.eta";
import record from "./view/record.eta";
import status from "./view/status.eta";
import urgent from "./view/urgent.eta";
import why from "./view/why.eta";

/** The set-up page's content. */
export const pageTemplate = htmlTemplate<SetupView>(page, {
  ...{ amend, ask, evidence, extend, finding, migration, record, status, urgent, why },
  "dns-host": dnsHost,
  "hand-off": handOff,
});
