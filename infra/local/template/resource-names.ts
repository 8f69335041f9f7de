import { functionFolder, type TemplateFile } from "../../template.ts";
import { NO_VALUE, type References, type Resolve } from "./intrinsics.ts";

/** Where a template is "deployed" locally. */
export interface Placement {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  /** Where the HTTP API answers. */
  readonly httpUrl: string;
  /** Where the AWS endpoint answers. */
  readonly endpointUrl: string;
}

interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Kind {
  /** The property that names the resource when the template does. */
  readonly nameProperty?: string;
  identity(name: string, placement: Placement): Identity;
}

function arn(service: string, { region, accountId }: Placement, resource: string): string {
  return `arn:aws:${service}:${region}:${accountId}:${resource}`;
}

function named(nameProperty: string, service: string, prefix: string): Kind {
  return {
    nameProperty,
    identity: (name, place) => ({ ref: name, attributes: { Arn: arn(service, place, `${prefix}${name}`) } }),
  };
}

/** What Ref and Fn::GetAtt return for each resource type, as its CloudFormation reference page says. */
const kinds: Readonly<Record<string, Kind>> = {
  "AWS::Serverless::Function": named("FunctionName", "lambda", "function:"),
  "AWS::DynamoDB::Table": {
    nameProperty: "TableName",
    identity: (name, place) => {
      const tableArn = arn("dynamodb", place, `table/${name}`);
      return { ref: name, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local` } };
    },
  },
  "AWS::Events::EventBus": named("Name", "events", "event-bus/"),
  "AWS::Events::Rule": named("Name", "events", "rule/"),
  "AWS::Logs::LogGroup": named("LogGroupName", "logs", "log-group:"),
  "AWS::SES::ConfigurationSet": named("Name", "ses", "configuration-set/"),
  "AWS::SSM::Parameter": named("Name", "ssm", "parameter/"),
  "AWS::KMS::Key": named("KeyId", "kms", "key/"),
  "AWS::IAM::Role": {
    nameProperty: "RoleName",
    identity: (name, { accountId }) => ({
      ref: name,
      attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}` },
    }),
  },
  "AWS::SNS::Topic": {
    nameProperty: "TopicName",
    identity: (name, place) => ({
      ref: arn("sns", place, name),
      attributes: { TopicArn: arn("sns", place, name), TopicName: name },
    }),
  },
  "AWS::SQS::Queue": {
    nameProperty: "QueueName",
    identity: (name, place) => {
      const url = `${place.endpointUrl}/${place.accountId}/${name}`;
      return { ref: url, attributes: { Arn: arn("sqs", place, name), QueueName: name, QueueUrl: url } };
    },
  },
  "AWS::Serverless::StateMachine": {
    nameProperty: "Name",
    identity: (name, place) => {
      const machineArn = arn("states", place, `stateMachine:${name}`);
      return { ref: machineArn, attributes: { Arn: machineArn, Name: name } };
    },
  },
  "AWS::SecretsManager::Secret": {
    nameProperty: "Name",
    identity: (name, place) => ({ ref: arn("secretsmanager", place, `secret:${name}`), attributes: {} }),
  },
  "AWS::Serverless::HttpApi": {
    identity: (_, { httpUrl }) => ({ ref: "local", attributes: { ApiEndpoint: httpUrl, ApiId: "local" } }),
  },
};

/** What the SAM transform adds without being asked: a role for each function and machine, and one HTTP API. */
function implicitType(logicalId: string, template: TemplateFile): string | undefined {
  if (logicalId === "ServerlessHttpApi") return "AWS::Serverless::HttpApi";
  const owner = template.Resources[logicalId.replace(/Role$/, "")];
  return logicalId.endsWith("Role") && owner?.Type.startsWith("AWS::Serverless::")
    ? "AWS::IAM::Role"
    : undefined;
}

/** Says what Ref and Fn::GetAtt lead to in one template; anything it does not know is an error that names it. */
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

  function identity(logicalId: string): Identity {
    const resource = template.Resources[logicalId];
    const type = resource?.Type ?? implicitType(logicalId, template);
    if (type === undefined) throw new Error(`${logicalId} is neither a parameter nor a resource`);
    const kind = kinds[type];
    if (kind === undefined)
      throw new Error(`${logicalId}: a reference to ${type} cannot be resolved locally`);
    const properties = resource?.Properties ?? {};
    const given = kind.nameProperty && properties[kind.nameProperty];
    if (given !== undefined) {
      return kind.identity(String(resolve(given, `${logicalId}.${kind.nameProperty}`)), placement);
    }
    const name =
      type === "AWS::Serverless::Function"
        ? functionFolder(logicalId, properties, template.Globals["Function"])
        : `${placement.stackName}-${logicalId}`;
    return kind.identity(name, placement);
  }

  return {
    ref(logicalId) {
      if (logicalId in pseudoParameters) return pseudoParameters[logicalId];
      if (logicalId in parameters) return parameters[logicalId];
      return identity(logicalId).ref;
    },
    getAtt(logicalId, attribute) {
      const value = identity(logicalId).attributes[attribute];
      if (value === undefined) throw new Error(`${logicalId}.${attribute} cannot be resolved locally`);
      return value;
    },
  };
}
