import { functionFolder, type TemplateFile } from "../../template.ts";
import { NO_VALUE, type References, type Resolve } from "./intrinsics.ts";

/** The account, region, stack and URLs of a local deployment. */
export interface Placement {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  /** The URL of the HTTP API. */
  readonly httpUrl: string;
  /** The URL of the AWS endpoint. */
  readonly endpointUrl: string;
}

interface ReferenceValues {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Kind {
  /** The property with which a template can name the resource. */
  readonly nameProperty?: string;
  valuesOf(name: string, placement: Placement): ReferenceValues;
}

function arn(service: string, { region, accountId }: Placement, resource: string): string {
  return `arn:aws:${service}:${region}:${accountId}:${resource}`;
}

function named(nameProperty: string, service: string, prefix: string): Kind {
  return {
    nameProperty,
    valuesOf: (name, placement) => ({
      ref: name,
      attributes: { Arn: arn(service, placement, `${prefix}${name}`) },
    }),
  };
}

/** The values of Ref and Fn::GetAtt for each resource type, from its CloudFormation reference page. */
const kinds: Readonly<Record<string, Kind>> = {
  "AWS::Serverless::Function": named("FunctionName", "lambda", "function:"),
  "AWS::DynamoDB::Table": {
    nameProperty: "TableName",
    valuesOf: (name, placement) => {
      const tableArn = arn("dynamodb", placement, `table/${name}`);
      return { ref: name, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local` } };
    },
  },
  "AWS::Events::EventBus": named("Name", "events", "event-bus/"),
  "AWS::Events::Rule": named("Name", "events", "rule/"),
  "AWS::Logs::LogGroup": named("LogGroupName", "logs", "log-group:"),
  "AWS::SES::ConfigurationSet": named("Name", "ses", "configuration-set/"),
  "AWS::SSM::Parameter": named("Name", "ssm", "parameter/"),
  "AWS::KMS::Key": named("KeyId", "kms", "key/"),
  "AWS::S3::Bucket": {
    nameProperty: "BucketName",
    // Bucket names contain no capital letters.
    valuesOf: (name) => ({
      ref: name.toLowerCase(),
      attributes: { Arn: `arn:aws:s3:::${name.toLowerCase()}` },
    }),
  },
  "AWS::IAM::Role": {
    nameProperty: "RoleName",
    valuesOf: (name, { accountId }) => ({
      ref: name,
      attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}` },
    }),
  },
  "AWS::SNS::Topic": {
    nameProperty: "TopicName",
    valuesOf: (name, placement) => ({
      ref: arn("sns", placement, name),
      attributes: { TopicArn: arn("sns", placement, name), TopicName: name },
    }),
  },
  "AWS::SQS::Queue": {
    nameProperty: "QueueName",
    valuesOf: (name, placement) => {
      const url = `${placement.endpointUrl}/${placement.accountId}/${name}`;
      return { ref: url, attributes: { Arn: arn("sqs", placement, name), QueueName: name, QueueUrl: url } };
    },
  },
  "AWS::Serverless::StateMachine": {
    nameProperty: "Name",
    valuesOf: (name, placement) => {
      const machineArn = arn("states", placement, `stateMachine:${name}`);
      return { ref: machineArn, attributes: { Arn: machineArn, Name: name } };
    },
  },
  "AWS::SecretsManager::Secret": {
    nameProperty: "Name",
    valuesOf: (name, placement) => ({
      ref: arn("secretsmanager", placement, `secret:${name}`),
      attributes: {},
    }),
  },
  "AWS::Serverless::HttpApi": {
    valuesOf: (_, { httpUrl }) => ({ ref: "local", attributes: { ApiEndpoint: httpUrl, ApiId: "local" } }),
  },
};

/** Returns the type of a resource that the SAM transform adds itself: a function's or machine's role, or the HTTP API. */
function implicitType(logicalId: string, template: TemplateFile): string | undefined {
  if (logicalId === "ServerlessHttpApi") return "AWS::Serverless::HttpApi";
  const owner = template.Resources[logicalId.replace(/Role$/, "")];
  return logicalId.endsWith("Role") && owner?.Type.startsWith("AWS::Serverless::")
    ? "AWS::IAM::Role"
    : undefined;
}

/** Makes the references of one template; they throw for an unsupported reference. */
export function createReferences(options: {
  template: TemplateFile;
  parameters: Readonly<Record<string, unknown>>;
  placement: Placement;
  resolve: Resolve;
}): References {
  const { template, parameters, placement, resolve } = options;
  const pseudoParameters: Readonly<Record<string, unknown>> = {
    "AWS::AccountId": placement.accountId,
    "AWS::NoValue": NO_VALUE,
    "AWS::Partition": "aws",
    "AWS::Region": placement.region,
    "AWS::StackName": placement.stackName,
    "AWS::StackId": arn("cloudformation", placement, `stack/${placement.stackName}/local`),
    "AWS::URLSuffix": "amazonaws.com",
  };

  function valuesOf(logicalId: string): ReferenceValues {
    const resource = template.Resources[logicalId];
    const type = resource?.Type ?? implicitType(logicalId, template);
    if (type === undefined) throw new Error(`${logicalId} is neither a parameter nor a resource`);
    const kind = kinds[type];
    if (kind === undefined)
      throw new Error(`${logicalId}: a reference to ${type} cannot be resolved locally`);
    const properties = resource?.Properties ?? {};
    const given = kind.nameProperty && properties[kind.nameProperty];
    if (given !== undefined) {
      return kind.valuesOf(String(resolve(given, `${logicalId}.${kind.nameProperty}`)), placement);
    }
    const name =
      type === "AWS::Serverless::Function"
        ? functionFolder(logicalId, properties, template.Globals["Function"])
        : `${placement.stackName}-${logicalId}`;
    return kind.valuesOf(name, placement);
  }

  return {
    ref(logicalId) {
      if (logicalId in pseudoParameters) return pseudoParameters[logicalId];
      if (logicalId in parameters) return parameters[logicalId];
      return valuesOf(logicalId).ref;
    },
    getAtt(logicalId, attribute) {
      const value = valuesOf(logicalId).attributes[attribute];
      if (value === undefined) throw new Error(`${logicalId}.${attribute} cannot be resolved locally`);
      return value;
    },
  };
}
