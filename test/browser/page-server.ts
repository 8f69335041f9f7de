import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { NO_BRAND } from "#core/brand/brand";
import { onboardingKey } from "#core/onboarding/onboarding";
import { NO_RULES } from "#core/tickets/domain-rules";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { type ReceiveSignalDeps, receiveSignal } from "../../functions/receive-signal/receive-signal.ts";
import { showSetup } from "../../functions/show-setup/show-setup.ts";
import { listen } from "../../infra/local/listen.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep } from "../support/onboarding-fixture.ts";
import { LINK_KEY, tokenOf } from "../support/setup-request.ts";
import { STATES } from "./states.ts";

/** The real functions behind the set-up links, on loopback, with an onboarding in every state. */
export interface PageServer {
  readonly url: string;
  /** The requested paths, the latest last. */
  readonly asked: string[];
  /** Returns the set-up link of an onboarding in this state. */
  linkOf(state: string): string;
  /** Changes an onboarding as the state machine would. */
  change(state: string, said: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server on a free port. */
export async function startPageServer(): Promise<PageServer> {
  const table = memoryTable();
  for (const onboarding of Object.values(STATES)) await keep(table, onboarding);
  const asked: string[] = [];
  const deps: ReceiveSignalDeps = {
    table,
    watch: { check: async () => undefined },
    resumer: { resume: async () => {} },
    readBrands: async () => NO_BRAND,
    readKeys: async () => [LINK_KEY],
    readDomainRules: async () => NO_RULES,
  };
  const server = createServer(async (incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const request = await readRequest(incoming);
    const publicUrl = `http://${incoming.headers.host}`;
    const answer: HttpResponse =
      incoming.method === "POST"
        ? await receiveSignal(request, deps)
        : await showSetup(request, { ...deps, publicUrl, shards: { start: async () => undefined } });
    outgoing.writeHead(answer.statusCode ?? 200, answer.headers as Record<string, string>).end(answer.body);
  });
  const { url, stop } = await listen(server, 0, "the set-up pages");
  return {
    url,
    asked,
    linkOf: (state) => `${url}/setup/${tokenOf(stateOf(state))}`,
    async change(state, said) {
      const key = onboardingKey(stateOf(state).onboardingId);
      const item = await table.get(key);
      if (item === undefined) throw new Error(`There is no ${state}`);
      await table.commit([
        { item: { ...item, ...said, version: item.version + 1 }, expectedVersion: item.version },
      ]);
    },
    stop,
  };
}

function stateOf(name: string) {
  const state = STATES[name];
  if (state === undefined) throw new Error(`There is no state ${name}`);
  return state;
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const [, , token = "", ...rest] = url.pathname.split("/");
  const tail = rest.length > 0 ? `/${rest.join("/")}` : "";
  const rawBody = await buffer(incoming);
  return {
    routeKey: `${incoming.method} /setup/{token}${tail}`,
    parameters: { token: decodeURIComponent(token) },
    query: Object.fromEntries(url.searchParams),
    headers: incoming.headers as Record<string, string>,
    body: rawBody.toString(),
    rawBody,
    domainName: "localhost",
    now: BEGUN_AT + 60_000,
  };
}
