import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../../infra/build.ts";

const template = `
Parameters:
  SenderAddress: { Type: String }
  SupportAddress: { Type: String }
  PublicUrl: { Type: String, Default: "" }
  DomainConnectProvider: { Type: String, Default: "" }
  DnsResolvers: { Type: String, Default: "1.1.1.1" }
  DnsPort: { Type: Number, Default: 53 }
  DnsAllowedRanges: { Type: String, Default: "" }
  Configuration: { Type: String, Default: "{}" }
Globals:
  Function:
    Handler: index.handler
    Timeout: 10
    MemorySize: 256
    DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Dead.Arn }
    Environment: { Variables: { TABLE_NAME: !Ref Table } }
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_IMAGE }
      TimeToLiveSpecification: { AttributeName: expiresAt, Enabled: true }
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString: { SecretStringTemplate: "{}", GenerateStringKey: current, PasswordLength: 44 }
  Setting: { Type: AWS::SSM::Parameter, Properties: { Name: /app/setting, Type: String, Value: blue } }
  Topic: { Type: AWS::SNS::Topic }
  Dead: { Type: AWS::SQS::Queue }
  BeginFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/begin/
      Environment: { Variables: { MACHINE_ARN: !Ref Machine, SECRET_ID: !Ref Secret } }
      Events: { Begin: { Type: HttpApi, Properties: { Method: POST, Path: "/begin/{name}" } } }
  WriteFunction:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: dist/write/ }
  DeliverFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/deliver/
      Environment: { Variables: { TOPIC_ARN: !Ref Topic, DEAD_URL: !Ref Dead } }
      Events:
        Written:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Table.StreamArn
            StartingPosition: LATEST
            BatchSize: 10
            MaximumRetryAttempts: 1
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"kind":{"S":["notice"]}}}}' }] }
            DestinationConfig: { OnFailure: { Destination: !GetAtt Dead.Arn } }
  ReportFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/report/
      Events:
        Ended:
          Type: EventBridgeRule
          Properties: { Pattern: { source: [aws.states], detail: { status: [SUCCEEDED] } } }
        Often: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: machine
      DefinitionUri: statemachine/machine.asl.json
      DefinitionSubstitutions: { WriteFunctionArn: !GetAtt WriteFunction.Arn }
`;

const machine = {
  QueryLanguage: "JSONata",
  StartAt: "Wait",
  States: {
    Wait: { Type: "Wait", Seconds: 30, Next: "Work" },
    Work: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: `\${WriteFunctionArn}`, Payload: "{% $states.input %}" },
      Output: "{% $states.result.Payload %}",
      End: true,
    },
  },
};

const dynamoDb = `
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient();
const put = (item) => client.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: item }));`;

const handlers: Readonly<Record<string, string>> = {
  begin: `
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
const client = new SFNClient();
export const handler = async (event) => {
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE_ARN,
    name: event.pathParameters.name, input: JSON.stringify({ name: event.pathParameters.name }) }));
  return { statusCode: 202, body: executionArn };
};`,
  write: `${dynamoDb}
export const handler = async ({ name }) => {
  await put({ pk: { S: name }, kind: { S: "notice" } });
  await put({ pk: { S: name + "-other" }, kind: { S: "other" } });
  return { done: name };
};`,
  deliver: `
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
const client = new SNSClient();
export const handler = async (event) => {
  for (const record of event.Records) {
    const name = record.dynamodb.NewImage.pk.S;
    if (name === "poison") throw new Error("cannot deliver");
    await client.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Subject: "Done", Message: name + " <is> done" }));
  }
};`,
  report: `${dynamoDb}
export const handler = async (event) => {
  await put({ pk: { S: event["detail-type"] }, source: { S: event.source }, time: { S: event.time } });
};`,
};

/**
 * Writes and bundles a small application with every kind of resource; returns its root, and a function that
 * removes it.
 */
export async function createApp(): Promise<{ root: string; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), "cloud-app-"));
  await symlink(fileURLToPath(new URL("../../../node_modules", import.meta.url)), join(root, "node_modules"));
  const files = {
    "template.yaml": template,
    "statemachine/machine.asl.json": JSON.stringify(machine),
    ...Object.fromEntries(
      Object.entries(handlers).map(([folder, text]) => [`functions/${folder}/handler.ts`, text]),
    ),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await build(root);
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
