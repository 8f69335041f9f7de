import type { Application, Applied } from "#core/domain-connect/apply-template";
import type { Template } from "#core/domain-connect/template";
import type { LocalPage } from "../http/local-page.ts";
import type { Deviation } from "./deviations.ts";
import { consentPage, refusalPage, signInPage } from "./pages.ts";
import { type ApplyRequest, type AskTexts, isTemplate, LinkRefusedError, readRequest } from "./request.ts";
import { createTemplateState } from "./template-state.ts";
import { changeZone, hasZone, readZone } from "./zone-records.ts";

/** An answer of the provider. */
export type Answer = LocalPage | { readonly redirect: string };

/** The parts on which the provider's answers depend. */
export interface ProviderWorld {
  readonly zonesDirectory: string;
  readonly template: Template;
  readonly askTexts: AskTexts;
  readonly deviations: ReadonlySet<Deviation>;
  /** Returns the address of its own pages. */
  url(): string;
}

/** A provider that follows the Domain Connect specification, apart from its deviations. */
export interface ProviderAnswers {
  get(path: string, query: string): Promise<Answer>;
  post(path: string, form: URLSearchParams): Answer;
}

/** Makes the answers. A session holds a link's request until the person has confirmed or cancelled it. */
export function createAnswers(world: ProviderWorld): ProviderAnswers {
  const sessions = new Map<string, ApplyRequest>();
  const state = createTemplateState(() => world.deviations.has("ignores-essential"));
  const changeOf = (request: ApplyRequest): Applied =>
    state.change(applicationOf(request, world), readZone(world.zonesDirectory, request.domain));
  return {
    async get(path, query) {
      const [, zone] = /^\/v2\/([^/]+)\/settings$/.exec(path) ?? [];
      if (zone !== undefined) return settings(decodeURIComponent(zone), world);
      const [, providerId = "", serviceId = "", apply] =
        /^\/v2\/domainTemplates\/providers\/([^/]+)\/services\/([^/]+?)(\/apply)?$/.exec(path) ?? [];
      const isKnown =
        isTemplate(providerId, serviceId, world.template) && !world.deviations.has("template-unknown");
      if (!isKnown) return refusalPage(404, "There is no such template here.");
      if (apply === undefined) return json({ version: world.template.version });
      return begin(query, sessions, world);
    },
    post(path, form) {
      const session = form.get("session") ?? "";
      const request = sessions.get(session);
      if (request === undefined) return refusalPage(400, "This page has ended. Begin again at your service.");
      if (path === "/sign-in") return consentPage(session, request, changeOf(request));
      sessions.delete(session);
      const isConfirmed = form.get("answer") === "confirm";
      if (isConfirmed) {
        changeZone(world.zonesDirectory, request.domain, changeOf(request));
        state.remember(applicationOf(request, world));
      }
      return { redirect: returnAddress(request, isConfirmed, world) };
    },
  };
}

function settings(zone: string, { zonesDirectory, deviations, url }: ProviderWorld): Answer {
  if (deviations.has("private-redirect")) return { redirect: "http://169.254.169.254/latest/meta-data/" };
  if (!hasZone(zonesDirectory, zone) || deviations.has("stale-txt")) return refusalPage(404, "No such zone.");
  const isHostile = deviations.has("hostile-json");
  return json({
    providerId: "dns-host.example",
    providerName: "Local DNS host",
    urlSyncUX: isHostile ? "javascript:alert(document.domain)//" : url(),
    urlAPI: isHostile ? "http://169.254.169.254" : url().replace("127.0.0.1", "connect.dns-host.example"),
    ...(deviations.has("huge") ? { width: "x".repeat(200_000) } : { width: 750, height: 750 }),
  });
}

async function begin(
  query: string,
  sessions: Map<string, ApplyRequest>,
  world: ProviderWorld,
): Promise<Answer> {
  try {
    const request = await readRequest(query, world.template, world.askTexts, world.deviations);
    if (!hasZone(world.zonesDirectory, request.domain)) return refusalPage(404, "No such zone.");
    const session = crypto.randomUUID();
    sessions.set(session, request);
    return signInPage(session);
  } catch (error) {
    if (error instanceof LinkRefusedError) return refusalPage(403, error.message);
    throw error;
  }
}

function applicationOf({ domain, host, groups, variables }: ApplyRequest, world: ProviderWorld): Application {
  const { records } = world.template;
  const modeless = records.map((record) =>
    record.type === "TXT" ? { ...record, txtConflictMatchingMode: "None" as const } : record,
  );
  const template = { records: world.deviations.has("no-conflict-modes") ? modeless : records };
  return { template, domain, variables, ...(host && { host }), ...(groups && { groups }) };
}

function returnAddress(
  { redirectUri, state }: ApplyRequest,
  isConfirmed: boolean,
  { deviations }: ProviderWorld,
): string {
  const url = new URL(redirectUri);
  if (state !== undefined && !deviations.has("no-state")) url.searchParams.set("state", state);
  if (!isConfirmed) {
    url.searchParams.set("error", "access_denied");
    url.searchParams.set("error_description", "user_cancel");
  }
  return url.href;
}

function json(value: unknown): LocalPage {
  return { status: 200, contentType: "application/json", body: JSON.stringify(value) };
}
