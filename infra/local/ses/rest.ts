import { randomUUID } from "node:crypto";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../aws/service.ts";
import type { Account } from "./account.ts";
import type { Operation } from "./operation.ts";
import { getAccount } from "./operations/account.ts";
import {
  createConfigurationSet,
  createEventDestination,
  deleteConfigurationSet,
  getConfigurationSet,
  getEventDestinations,
  listConfigurationSets,
  updateEventDestination,
} from "./operations/configuration-sets.ts";
import { putDkimAttributes, putDkimSigningAttributes } from "./operations/dkim.ts";
import { createEmailIdentity, deleteEmailIdentity, getEmailIdentity } from "./operations/identities.ts";
import { putConfigurationSetAttributes, putFeedbackAttributes } from "./operations/identity-settings.ts";
import { listEmailIdentities } from "./operations/list-identities.ts";
import { putMailFromAttributes } from "./operations/mail-from.ts";
import {
  getReputationEntity,
  listReputationEntities,
  updateCustomerManagedStatus,
  updateReputationEntityPolicy,
} from "./operations/reputation.ts";
import { sendEmail } from "./operations/send-email.ts";
import { listTagsForResource, tagResource } from "./operations/tags.ts";
import {
  createTenant,
  createTenantResourceAssociation,
  deleteTenant,
  deleteTenantResourceAssociation,
  getTenant,
  listResourceTenants,
  listTenantResources,
  listTenants,
  putTenantSuppressionAttributes,
} from "./operations/tenants.ts";

const PREFIX = "/v2/email/";

/** The method and path of each operation: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Operations.html */
const ROUTES: ReadonlyArray<readonly [route: string, operation: Operation]> = [
  ["POST identities", createEmailIdentity],
  // The CLI and older SDKs list with GET, newer SDKs with POST.
  ["GET identities", listEmailIdentities],
  ["POST list-identities", listEmailIdentities],
  ["GET identities/{EmailIdentity}", getEmailIdentity],
  ["DELETE identities/{EmailIdentity}", deleteEmailIdentity],
  ["PUT identities/{EmailIdentity}/mail-from", putMailFromAttributes],
  ["PUT identities/{EmailIdentity}/dkim", putDkimAttributes],
  ["PUT identities/{EmailIdentity}/dkim/signing", putDkimSigningAttributes],
  ["PUT identities/{EmailIdentity}/configuration-set", putConfigurationSetAttributes],
  ["PUT identities/{EmailIdentity}/feedback", putFeedbackAttributes],
  ["POST configuration-sets", createConfigurationSet],
  ["GET configuration-sets", listConfigurationSets],
  ["POST list-configuration-sets", listConfigurationSets],
  ["GET configuration-sets/{ConfigurationSetName}", getConfigurationSet],
  ["DELETE configuration-sets/{ConfigurationSetName}", deleteConfigurationSet],
  ["POST configuration-sets/{ConfigurationSetName}/event-destinations", createEventDestination],
  ["GET configuration-sets/{ConfigurationSetName}/event-destinations", getEventDestinations],
  [
    "PUT configuration-sets/{ConfigurationSetName}/event-destinations/{EventDestinationName}",
    updateEventDestination,
  ],
  ["POST tenants", createTenant],
  ["POST tenants/get", getTenant],
  ["POST tenants/list", listTenants],
  ["POST tenants/delete", deleteTenant],
  ["POST tenants/resources", createTenantResourceAssociation],
  ["POST tenants/resources/delete", deleteTenantResourceAssociation],
  ["POST tenants/resources/list", listTenantResources],
  ["POST resources/tenants/list", listResourceTenants],
  ["POST tenant/suppression", putTenantSuppressionAttributes],
  ["POST reputation/entities", listReputationEntities],
  ["GET reputation/entities/RESOURCE/{ReputationEntityReference}", getReputationEntity],
  ["PUT reputation/entities/RESOURCE/{ReputationEntityReference}/policy", updateReputationEntityPolicy],
  [
    "PUT reputation/entities/RESOURCE/{ReputationEntityReference}/customer-managed-status",
    updateCustomerManagedStatus,
  ],
  ["POST outbound-emails", sendEmail],
  ["GET account", getAccount],
  ["POST tags", tagResource],
  ["GET tags", listTagsForResource],
];

const PATTERNS = ROUTES.map(([route, operation]) => ({
  pattern: new RegExp(`^${route.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
  operation,
}));

/** The resources that a path names. */
type PathNames = Pick<
  Parameters<Operation>[1],
  "identity" | "configurationSet" | "eventDestination" | "reputationEntity"
>;

function findOperation({ method, path }: AwsRequest): { operation: Operation; names: PathNames } {
  for (const { pattern, operation } of PATTERNS) {
    const match = pattern.exec(`${method} ${path.slice(PREFIX.length).replace(/\/$/, "")}`);
    if (match === null) continue;
    const named = (group: string) => decodeURIComponent(match.groups?.[group] ?? "");
    const names = {
      identity: named("EmailIdentity").toLowerCase(),
      configurationSet: named("ConfigurationSetName"),
      eventDestination: named("EventDestinationName"),
      reputationEntity: named("ReputationEntityReference"),
    };
    return { operation, names };
  }
  throw new AwsError("UnknownOperationException", `${method} ${path} is not simulated`, 404);
}

function parseBody(body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    throw new AwsError("SerializationException", "The request body is not valid JSON.");
  }
}

function respond(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): AwsResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": randomUUID(), ...headers },
    body: JSON.stringify(body),
  };
}

/** Makes the SES v2 API of an account; `admit` returns whether the throttle lets a call other than SendEmail pass now. */
export function createRestService(account: Account, admit: () => boolean): AwsService {
  async function answer(request: AwsRequest): Promise<AwsResponse> {
    const { operation, names } = findOperation(request);
    // "All actions (except SendEmail …) are throttled": https://docs.aws.amazon.com/ses/latest/dg/quotas.html
    if (operation !== sendEmail && !admit())
      throw new AwsError("TooManyRequestsException", "Rate exceeded", 429);
    const input = { ...names, query: request.query, body: parseBody(request.body) };
    return respond(200, await operation(account, input));
  }

  return {
    matches: ({ path }) => path.startsWith(PREFIX),
    async handle(request) {
      try {
        return await answer(request);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return respond(error.status, { message: error.message }, { "x-amzn-errortype": error.code });
      }
    },
  };
}
