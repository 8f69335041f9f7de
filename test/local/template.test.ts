import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Template } from "../../infra/local/template/model.ts";
import { loadTemplate } from "../../infra/local/template.ts";

const placement = {
  region: "eu-west-1",
  accountId: "000000000000",
  stackName: "app",
  httpUrl: "http://127.0.0.1:3000",
  endpointUrl: "http://127.0.0.1:4566",
};

function load(
  text: string,
  {
    parameters = {},
    files = {},
  }: { parameters?: Record<string, string>; files?: Record<string, string> } = {},
): Promise<Template> {
  const directory = mkdtempSync(join(tmpdir(), "template-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, content] of Object.entries({ ...files, "template.yaml": text })) {
    writeFileSync(join(directory, name), content);
  }
  return loadTemplate({ file: join(directory, "template.yaml"), placement, parameters });
}

const declarations = `
Parameters:
  Url: { Type: String, Default: "" }
  Stage: { Type: String, Default: dev }
  Wanted: { Type: String }
Mappings: { Sizes: { dev: { memory: 128 }, prod: { memory: 512 } } }
Conditions:
  HasUrl: !Not [!Equals [!Ref Url, ""]]
  IsBig: !And [!Condition HasUrl, !Or [!Equals [!Ref Stage, prod], !Equals [!Ref Stage, test]]]
`;

const oneFunction = (lines: string) => `${declarations}
Globals:
  Function: { Handler: index.handler, Timeout: 7, Environment: { Variables: { STAGE: !Ref Stage, SHARED: global } } }
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
  Api: { Type: AWS::Serverless::HttpApi }
  Alarm: { Type: AWS::CloudWatch::Alarm, Properties: { Odd: !GetAtt Unheard.Of } }
  CheckFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/check-domain/
      Policies: [{ Statement: [{ Resource: !ImportValue only-on-aws }] }]
${lines}`;

async function environment(variables: string, parameters: Record<string, string> = {}) {
  const template = await load(oneFunction(`      Environment: { Variables: { ${variables} } }`), {
    parameters: { Wanted: "given", ...parameters },
  });
  return template.functions[0]?.environment;
}

it("merges what Globals say of functions into each", async () => {
  const template = await load(oneFunction("      Environment: { Variables: { SHARED: own } }"), {
    parameters: { Wanted: "x" },
  });
  expect(template.functions).toEqual([
    {
      logicalId: "CheckFunction",
      folder: "check-domain",
      name: "check-domain",
      arn: "arn:aws:lambda:eu-west-1:000000000000:function:check-domain",
      timeoutSeconds: 7,
      memoryMegabytes: 128,
      environment: { STAGE: "dev", SHARED: "own" },
      retries: 2,
      mostAgeMs: 21_600_000,
    },
  ]);
});

it.each([
  ["!Ref Wanted", "given"],
  ["!Ref Table", "app-Table"],
  ["!Ref AWS::Region", "eu-west-1"],
  ["!GetAtt Table.Arn", "arn:aws:dynamodb:eu-west-1:000000000000:table/app-Table"],
  ["!GetAtt Api.ApiEndpoint", "http://127.0.0.1:3000"],
  [
    `!Sub "\${AWS::StackName}-\${Table.Arn}-\${!Kept}"`,
    `app-arn:aws:dynamodb:eu-west-1:000000000000:table/app-Table-\${Kept}`,
  ],
  [`!Sub ["\${A}-\${Stage}", { A: !Ref Wanted }]`, "given-dev"],
  ['!Join ["/", [a, !Ref Stage]]', "a/dev"],
  ['!Select [1, !Split [",", "a,b"]]', "b"],
  ["!FindInMap [Sizes, !Ref Stage, memory]", "128"],
  ["!If [HasUrl, yes-url, no-url]", "no-url"],
])("resolves %s", async (expression, expected) => {
  expect(await environment(`X: ${expression}`)).toMatchObject({ X: expected });
});

it("drops what is AWS::NoValue and follows nested conditions", async () => {
  expect(await environment("X: !If [IsBig, big, !Ref AWS::NoValue]")).not.toHaveProperty("X");
  expect(
    await environment("X: !If [IsBig, big, !Ref AWS::NoValue]", { Url: "http://x", Stage: "test" }),
  ).toMatchObject({ X: "big" });
});

it.each([
  ["X: !Ref Nothing", "Nothing is neither a parameter nor a resource"],
  ["X: !GetAtt Table.Colour", "Table.Colour cannot be resolved locally"],
  ["X: !Ref Alarm", "Alarm: a reference to AWS::CloudWatch::Alarm cannot be resolved locally"],
  ["X: !ImportValue other", "Fn::ImportValue cannot be resolved locally"],
  ["X: '{{resolve:ssm:/x}}'", "dynamic reference {{resolve:ssm:/x}} cannot be resolved locally"],
])("names what it cannot resolve: %s", async (variables, message) => {
  await expect(environment(variables)).rejects.toThrow(message);
});

it("names a parameter that is unknown and one that has no value", async () => {
  await expect(environment("X: y", { Unknown: "z" })).rejects.toThrow(
    "the template has no parameter Unknown",
  );
  await expect(load(oneFunction(""))).rejects.toThrow("parameter Wanted has no default");
});

it("fills a definition's placeholders, and names one that has no value", async () => {
  const machine = (substitutions: string) => `
Resources:
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties: { DefinitionUri: machine.json, DefinitionSubstitutions: { ${substitutions} } }`;
  const files = { "machine.json": `{"Resource":"\${Arn}"}` };
  expect((await load(machine("Arn: x"), { files })).stateMachines).toEqual([
    {
      name: "app-Machine",
      definition: '{"Resource":"x"}',
      roleArn: "arn:aws:iam::000000000000:role/app-MachineRole",
    },
  ]);
  await expect(load(machine("Other: x"), { files })).rejects.toThrow(`nothing to put in place of \${Arn}`);
});

it.each([
  ["Type: Kinesis, Properties: {}", "events of type Kinesis are not supported locally"],
  [
    'Type: Schedule, Properties: { Schedule: "cron(0 8 * * ? *)" }',
    "schedule cron(0 8 * * ? *) is not supported locally",
  ],
  [
    "Type: EventBridgeRule, Properties: { Pattern: { detail: { n: [{ numeric: ['>', 1] }] } } }",
    "CheckFunction",
  ],
])("refuses an event it does not know by name: %s", async (event, message) => {
  const template = load(oneFunction(`      Events: { Some: { ${event} } }`), { parameters: { Wanted: "x" } });
  await expect(template).rejects.toThrow(message);
});

it("leaves out resources whose condition does not hold", async () => {
  const topics = `${declarations}
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { Subscription: [{ Protocol: sqs, Endpoint: q }] } }
  Never: { Type: AWS::SNS::Topic, Condition: HasUrl }
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref Topic, Protocol: email, Endpoint: ops@example.com }`;
  expect((await load(topics, { parameters: { Wanted: "x" } })).topics).toEqual([
    {
      arn: "arn:aws:sns:eu-west-1:000000000000:app-Topic",
      name: "app-Topic",
      subscriptions: [
        { protocol: "sqs", endpoint: "q" },
        { protocol: "email", endpoint: "ops@example.com" },
      ],
    },
  ]);
});
