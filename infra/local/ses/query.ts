import { randomUUID } from "node:crypto";
import { xml } from "../aws/query-protocol.ts";
import { AwsError, type AwsRequest, type AwsService } from "../aws/service.ts";
import type { Account } from "./account.ts";
import {
  getIdentityDkimAttributes,
  getIdentityMailFromDomainAttributes,
  getIdentityVerificationAttributes,
} from "./operations/batch-reads.ts";
import { verifyDomainDkim } from "./operations/dkim.ts";
import type { QueryOperation } from "./query-operation.ts";

const VERSION = "2010-12-01";

/** Operations without an equivalent in the v2 API: https://docs.aws.amazon.com/ses/latest/APIReference/API_Operations.html */
const OPERATIONS: Readonly<Record<string, QueryOperation>> = {
  GetIdentityDkimAttributes: getIdentityDkimAttributes,
  GetIdentityMailFromDomainAttributes: getIdentityMailFromDomainAttributes,
  GetIdentityVerificationAttributes: getIdentityVerificationAttributes,
  VerifyDomainDkim: verifyDomainDkim,
};

function formOf({ body }: AwsRequest): URLSearchParams {
  return new URLSearchParams(body);
}

/** Makes the few needed operations of SES's older query API; it shares the account and the throttle with the v2 API. */
export function createQueryService(account: Account, admit: () => boolean): AwsService {
  return {
    matches: (request) =>
      request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true &&
      formOf(request).get("Version") === VERSION,
    async handle(request) {
      const form = formOf(request);
      const action = form.get("Action") ?? "";
      const operation = OPERATIONS[action];
      if (operation === undefined) {
        throw new AwsError("InvalidAction", `The action ${action} is not valid for this endpoint.`);
      }
      if (!admit()) throw new AwsError("Throttling", "Rate exceeded");
      const result = { [`${action}Result`]: operation(account, form) };
      const tree = { ...result, ResponseMetadata: { RequestId: randomUUID() } };
      const namespace = `http://ses.amazonaws.com/doc/${VERSION}/`;
      return {
        status: 200,
        headers: { "content-type": "text/xml" },
        body: `<${action}Response xmlns="${namespace}">${xml(tree)}</${action}Response>`,
      };
    },
  };
}
