import { type Brand, type Brands, brandOf } from "#core/brand/brand";
import { RECORD_FILES, type RecordFileName } from "#core/instructions/files/record-files";
import type { Onboarding } from "#core/onboarding/onboarding";
import { awaitedProbe } from "#core/onboarding/probe-plan";
import type { ShardStarter } from "#core/probes/shards";
import type { Table } from "#core/table";
import { SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { openSetup } from "#platform/setup-link/setup-access";
import { type Audience, closedLink } from "#platform/setup-link/setup-refusal";
import { askProber } from "./ask-prober.ts";
import { setupPage } from "./setup-page.ts";
import { setupStatus } from "./setup-status.ts";

/** The dependencies of show-setup, which writes nothing. */
export interface ShowSetupDeps {
  readonly table: Pick<Table, "get">;
  readonly shards: ShardStarter;
  readKeys(): Promise<string[]>;
  readBrands(): Promise<Brands>;
  /** The base of set-up links; empty to use the request's host. */
  readonly publicUrl: string;
}

/** The facts that a representation needs besides the onboarding. */
interface ViewContext {
  readonly brand: Brand;
  /** The base of set-up links. */
  readonly publicUrl: string;
  /** True for the link of a hand-off, which cannot change contacts. */
  readonly isHandOff: boolean;
}

/** A representation of an onboarding. */
interface View {
  readonly audience: Audience;
  show(onboarding: Onboarding, request: HttpRequest, context: ViewContext): HttpResponse;
}

const PAGE: View = {
  audience: "browser",
  show: setupPage,
};

/** The route that an open page polls. */
const STATUS = "GET /setup/{token}/status";

/** The representations other than the page, by route. */
const VIEWS: Readonly<Record<string, View>> = {
  [STATUS]: { audience: "program", show: statusJson },
  "GET /setup/{token}/records.zone": fileView("zone"),
  "GET /setup/{token}/records.csv": fileView("csv"),
  "GET /setup/{token}/records.json": fileView("json"),
  "GET /setup/{token}/records.route53.tf": fileView("route53.tf"),
  "GET /setup/{token}/records.cloudflare.tf": fileView("cloudflare.tf"),
  "GET /setup/{token}/records.cloudformation.json": fileView("cloudformation.json"),
  "GET /setup/{token}/records.dnscontrol.js": fileView("dnscontrol.js"),
  "GET /setup/{token}/records.octodns.yaml": fileView("octodns.yaml"),
};

/**
 * Shows an onboarding to the holder of its link. A GET changes nothing, because mail scanners follow links.
 */
export async function showSetup(request: HttpRequest, deps: ShowSetupDeps): Promise<HttpResponse> {
  const { audience, show } = VIEWS[request.routeKey] ?? PAGE;
  const keys = await deps.readKeys();
  const access = await openSetup(request.parameters["token"], deps.table, keys, request.now);
  const brands = await deps.readBrands();
  if (access.kind !== "open") return closedLink(access, request, { audience, brands });
  const { onboarding, isHandOff } = access;
  if (request.routeKey === STATUS) await askProber(onboarding, request.now, deps);
  const publicUrl = deps.publicUrl || `https://${request.domainName}`;
  return show(onboarding, request, { brand: brandOf(brands, onboarding.project), publicUrl, isHandOff });
}

function statusJson(onboarding: Onboarding, { now }: HttpRequest): HttpResponse {
  return {
    statusCode: 200,
    headers: { ...SETUP_HEADERS, "content-type": "application/json" },
    body: JSON.stringify({
      ...setupStatus(onboarding),
      isAsking: awaitedProbe(onboarding, now) !== undefined,
    }),
  };
}

function fileView(name: RecordFileName): View {
  const { type, write } = RECORD_FILES[name];
  return {
    audience: "browser",
    show: (onboarding) => ({
      statusCode: 200,
      headers: {
        ...SETUP_HEADERS,
        "content-type": type,
        "content-disposition": `attachment; filename="${onboarding.identity}.${name}"`,
      },
      body: write(onboarding),
    }),
  };
}
