import { htmlTemplate } from "#platform/http/html-page";
import type { SetupView } from "./setup-view.ts";
import action from "./view/action.eta";
import amend from "./view/amend.eta";
import dnsHost from "./view/dns-host.eta";
import evidence from "./view/evidence.eta";
import extend from "./view/extend.eta";
import finding from "./view/finding.eta";
import handOff from "./view/hand-off.eta";
import migration from "./view/migration.eta";
import page from "./view/page.eta";
import publish from "./view/publish.eta";
import record from "./view/record.eta";
import status from "./view/status.eta";
import urgent from "./view/urgent.eta";
import why from "./view/why.eta";

/** Renders the content of the set-up page. */
export const pageTemplate = htmlTemplate<SetupView>(page, {
  ...{ action, amend, evidence, extend, finding, migration, publish, record, status, urgent, why },
  "dns-host": dnsHost,
  "hand-off": handOff,
});
