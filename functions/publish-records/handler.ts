import { readBrands } from "#adapters/brands/bundled-brands";
import { publicationPorts } from "#adapters/domain-connect/publication-ports";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { kmsClient } from "#adapters/kms/client";
import { kmsLinkSigner } from "#adapters/kms/link-signer";
import { s3TemplateStore } from "#adapters/s3/template-store";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnExecutionResumer } from "#adapters/step-functions/execution-resumer";
import { httpHandler } from "#platform/http/http-handler";
import { readEnvironment } from "#platform/settings/environment";
import { readSecret } from "#platform/settings/secrets";
import { serviceOf } from "#platform/settings/service";
import { environment } from "./environment.ts";
import { publishRecords } from "./publish-records.ts";

const env = readEnvironment(environment);
const deps = {
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  resumer: sfnExecutionResumer(sfnClient()),
  signer: kmsLinkSigner(kmsClient(), env.LINK_SIGNING_KEY_ID),
  templates: s3TemplateStore(env.TEMPLATE_BUCKET),
  publication: publicationPorts(serviceOf(env), env),
  readBrands,
  readKeys: () => readSecret(env.LINK_SECRET_ID),
  publicUrl: env.PUBLIC_URL,
};

/**
 * `POST /setup/{token}/publish`, and `GET /setup/published`, to which DNS providers redirect people
 * afterwards.
 */
export const handler = httpHandler((request) => publishRecords(request, deps));
