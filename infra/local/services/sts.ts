import { randomUUID } from "node:crypto";
import { xml } from "../aws/query-protocol.ts";
import { AwsError, type AwsService } from "../aws/service.ts";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** Makes the local STS, which returns the caller's identity: every access key is a user of the same name. */
export function createSts({ accountId }: { readonly accountId: string }): AwsService {
  return {
    matches: ({ body, headers }) =>
      headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true &&
      new URLSearchParams(body).get("Version") === "2011-06-15",
    async handle({ body, headers }) {
      const action = new URLSearchParams(body).get("Action");
      if (action !== "GetCallerIdentity")
        throw new AwsError("InvalidAction", `The action ${action} is not valid for this endpoint.`);
      const [, user = ""] = /Credential=([^/]+)\//.exec(headers["authorization"] ?? "") ?? [];
      const caller = { Arn: `arn:aws:iam::${accountId}:user/${user}`, UserId: user, Account: accountId };
      const answer = { GetCallerIdentityResult: caller, ResponseMetadata: { RequestId: randomUUID() } };
      return {
        status: 200,
        headers: { "content-type": "text/xml" },
        body: `<GetCallerIdentityResponse xmlns="${NAMESPACE}">${xml(answer)}</GetCallerIdentityResponse>`,
      };
    },
  };
}
