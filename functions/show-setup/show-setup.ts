import type { Onboarding } from "#core/onboarding";
import type { Table } from "#core/table";
import { zoneFile } from "#core/zone-file";
import { SETUP_HEADERS } from "#platform/html-page";
import type { HttpRequest, HttpResponse } from "#platform/http-handler";
import { openSetup } from "#platform/setup-access";
import { type Audience, closedLink } from "#platform/setup-refusal";
import { setupPage } from "./setup-page.ts";
import { setupStatus } from "./setup-status.ts";

/** What show-setup needs of the world: nothing that it could change. */
export interface ShowSetupDeps {
  readonly table: Pick<Table, "get">;
  readKeys(): Promise<string[]>;
}

/** One way to see an onboarding. */
interface View {
  readonly audience: Audience;
  show(onboarding: Onboarding, request: HttpRequest): HttpResponse;
}

const PAGE: View = { audience: "browser", show: setupPage };

/** The other views, by route. */
const VIEWS: Readonly<Record<string, View>> = {
  "GET /setup/{token}/status": { audience: "program", show: statusJson },
  "GET /setup/{token}/records.zone": { audience: "browser", show: recordsZone },
};

/** Shows an onboarding to whoever holds its link; reading changes nothing, since mail scanners follow links. */
export async function showSetup(request: HttpRequest, deps: ShowSetupDeps): Promise<HttpResponse> {
  const { audience, show } = VIEWS[request.routeKey] ?? PAGE;
  const access = await openSetup(request.parameters["token"], deps.table, await deps.readKeys());
  return access.kind === "open" ? show(access.onboarding, request) : closedLink(access.kind, audience);
}

function statusJson(onboarding: Onboarding): HttpResponse {
  return {
    statusCode: 200,
    headers: { ...SETUP_HEADERS, "content-type": "application/json" },
    body: JSON.stringify(setupStatus(onboarding)),
  };
}

function recordsZone({ identity, records }: Onboarding): HttpResponse {
  return {
    statusCode: 200,
    headers: {
      ...SETUP_HEADERS,
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="${identity}.zone"`,
    },
    body: zoneFile(records),
  };
}
