import type { AwsRequest } from "./service.ts";

/** Maps each prefix of `x-amz-target` to IAM's service prefix. */
const targetServices: Readonly<Record<string, string>> = {
  AWSStepFunctions: "states",
  DynamoDB_20120810: "dynamodb",
  DynamoDBStreams_20120810: "dynamodb",
  AmazonSSM: "ssm",
  AWSEvents: "events",
  secretsmanager: "secretsmanager",
  AmazonSQS: "sqs",
  GraniteServiceVersion20100801: "cloudwatch",
};

/** Maps the version of each query API to IAM's service prefix. */
const queryServices: Readonly<Record<string, string>> = { "2010-03-31": "sns", "2010-12-01": "ses" };

/** The REST operations, each with method, path, service and operation. */
const restOperations: ReadonlyArray<readonly [string, RegExp, string, string]> = [
  ["POST", /^\/2015-03-31\/functions\/[^/]+\/invocations$/, "lambda", "InvokeFunction"],
  ["POST", /^\/v2\/email\/identities$/, "ses", "CreateEmailIdentity"],
  ["GET", /^\/v2\/email\/identities$/, "ses", "ListEmailIdentities"],
  ["POST", /^\/v2\/email\/list-identities$/, "ses", "ListEmailIdentities"],
  ["GET", /^\/v2\/email\/identities\/[^/]+$/, "ses", "GetEmailIdentity"],
  ["DELETE", /^\/v2\/email\/identities\/[^/]+$/, "ses", "DeleteEmailIdentity"],
  ["PUT", /^\/v2\/email\/identities\/[^/]+\/mail-from$/, "ses", "PutEmailIdentityMailFromAttributes"],
  ["PUT", /^\/v2\/email\/identities\/[^/]+\/dkim$/, "ses", "PutEmailIdentityDkimAttributes"],
  ["PUT", /^\/v2\/email\/identities\/[^/]+\/dkim\/signing$/, "ses", "PutEmailIdentityDkimSigningAttributes"],
  ["POST", /^\/v2\/email\/outbound-emails$/, "ses", "SendEmail"],
  ["GET", /^\/v2\/email\/account$/, "ses", "GetAccount"],
  ["POST", /^\/v2\/email\/tags$/, "ses", "TagResource"],
  ["GET", /^\/v2\/email\/tags$/, "ses", "ListTagsForResource"],
  ["POST", /^\/v2\/email\/configuration-sets$/, "ses", "CreateConfigurationSet"],
  ["POST", /^\/v2\/email\/tenants$/, "ses", "CreateTenant"],
  ["POST", /^\/v2\/email\/tenants\/get$/, "ses", "GetTenant"],
  ["POST", /^\/v2\/email\/tenant\/suppression$/, "ses", "PutTenantSuppressionAttributes"],
  [
    "PUT",
    /^\/v2\/email\/reputation\/entities\/RESOURCE\/[^/]+\/policy$/,
    "ses",
    "UpdateReputationEntityPolicy",
  ],
  ["POST", /^\/v2\/email\/reputation\/entities$/, "ses", "ListReputationEntities"],
  ["GET", /^\/v2\/email\/reputation\/entities\/RESOURCE\/[^/]+$/, "ses", "GetReputationEntity"],
  [
    "PUT",
    /^\/v2\/email\/reputation\/entities\/RESOURCE\/[^/]+\/customer-managed-status$/,
    "ses",
    "UpdateReputationEntityCustomerManagedStatus",
  ],
  ["POST", /^\/v2\/email\/tenants\/resources$/, "ses", "CreateTenantResourceAssociation"],
  ["POST", /^\/v2\/email\/resources\/tenants\/list$/, "ses", "ListResourceTenants"],
];

/** Returns the service and the operation of a request, named as in IAM actions. */
export function operationOf(request: AwsRequest): { service: string; operation: string } {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) {
    const [prefix = "", operation = ""] = target.split(".");
    return { service: targetServices[prefix] ?? prefix, operation };
  }
  const operationOfS3 = request.query.get("x-id");
  if (operationOfS3 !== null) return { service: "s3", operation: operationOfS3 };
  const path = request.path.replace(/(?<=.)\/$/, "");
  const rest = restOperations.find(([method, pattern]) => method === request.method && pattern.test(path));
  if (rest !== undefined) return { service: rest[2], operation: rest[3] };
  const form = new URLSearchParams(request.body);
  const version = queryServices[form.get("Version") ?? ""];
  return { service: version ?? "unknown", operation: form.get("Action") ?? `${request.method} ${path}` };
}
