import { sentWordsPut } from "#core/notices/sent-words";
import { readProject } from "#core/projects/project";
import type { TenantStates } from "#core/projects/tenant-sending";
import { indexOnboarding } from "#core/search/index-onboarding";
import { NO_RULES } from "#core/tickets/domain-rules";
import type { HttpRequest } from "#platform/http/http-handler";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { showConsole } from "../../functions/show-console/show-console.ts";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep } from "../support/onboarding-fixture.ts";
import { opening } from "../support/opening.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { fakeRedriver } from "../support/redriver.ts";
import { SHOWN } from "../support/shown.ts";
import { fakeTenants } from "../support/tenants.ts";
import { GIVEN_UP, MONDAY, NOTICE, ONBOARDINGS, PROJECTS } from "./monday.ts";

/** The CSRF token that forms must contain in tests. */
export const CSRF = "token-of-the-session";

/** Makes the console with the real functions of the operators' API, and with the onboardings of a Monday. */
export async function consoleWorld(now = MONDAY, tenants: TenantStates = SHOWN.tenants) {
  const table = memoryTable();
  for (const [index, one] of ONBOARDINGS.entries()) {
    await keep(table, one, { type: "requested", at: one.createdAt, by: "support" });
    await giveUp(table, one.onboardingId, GIVEN_UP[index]);
    await indexOnboarding(one.onboardingId, now, { table, partitions: table });
  }
  await table.commit([sentWordsPut(NOTICE.onboardingId, NOTICE, NOTICE.words, now)]);
  for (const one of PROJECTS) await table.commit([(await readProject(table, one.project)).replaceWith(one)]);
  const readers = {
    ...{ ...SHOWN, table, listing: table, trail: table, partitions: table },
    tenants,
    settings: async () => ({
      helpDesks: {},
      projects: { defaults: { configurationSet: { name: "campaigns", create: false } } },
    }),
  };
  const ses = fakeTenants(["stones", "shops"]);
  const writers = {
    ...{
      ...readers,
      ...ses,
      ...fakeRedriver(),
      resolver: declaredDns(),
      newToken: () => "t",
    },
    starter: { start: async () => {} },
    resumer: { resume: async () => {} },
    readDomainRules: async () => NO_RULES,
    ...opening(table),
  };
  const deps = {
    ...{ show: "show", operate: "operate" },
    async invoke(functionName: string, payload: unknown): Promise<unknown> {
      const request = requestOf(JSON.parse(JSON.stringify(payload)));
      return functionName === "show"
        ? showOnboardings(request, readers)
        : operateOnboardings(request, writers);
    },
  };
  const send = (method: "GET" | "POST", target: string, said: Partial<HttpRequest> = {}) => {
    const url = new URL(target, "http://console");
    const request = operatorsRequest(`${method} /operators/console/{page+}`, {
      parameters: { page: url.pathname.slice(1) },
      query: Object.fromEntries(url.searchParams),
      headers: { "x-console-csrf": CSRF },
      now,
      ...said,
    });
    return showConsole(request, deps);
  };
  return { table, send, identities: ses.identities };
}

/** Records that the delivery of a notice of its first event was given up. */
async function giveUp(
  table: ReturnType<typeof memoryTable>,
  onboardingId: string,
  lost: (typeof GIVEN_UP)[number] | undefined,
): Promise<void> {
  const [event] = await table.last(onboardingId, "event#");
  if (lost === undefined || event === undefined) return;
  const { queue: _queue, version, ...rest } = event as typeof event & { queue?: string };
  const item = { ...rest, version: version + 1, delivery: "given-up", givenUp: [lost] };
  await table.commit([{ item: { ...item, pk: event.pk, sk: event.sk }, expectedVersion: version }]);
}

interface Event {
  readonly routeKey: string;
  readonly pathParameters: Record<string, string>;
  readonly queryStringParameters: Record<string, string>;
  readonly body?: string;
  readonly requestContext: {
    readonly timeEpoch: number;
    readonly authorizer: { readonly iam: { readonly userArn: string } };
  };
}

/** Makes a request as the handler reads it from its event. */
function requestOf({
  routeKey,
  pathParameters,
  queryStringParameters,
  body = "",
  requestContext,
}: Event): HttpRequest {
  return operatorsRequest(routeKey, {
    parameters: pathParameters,
    query: queryStringParameters,
    body,
    principal: requestContext.authorizer.iam.userArn,
    now: requestContext.timeEpoch,
  });
}
