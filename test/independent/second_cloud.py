"""Serves another project's model of AWS (moto) with the stack of template.yaml created on it.

usage: second_cloud.py PORT LAMBDA_ENDPOINT PARAMETERS
PARAMETERS is JSON: the values of the template's parameters. Prints one line of JSON once it serves: the types of resources that were
created, and those that moto does not know. Lambda invocations go to LAMBDA_ENDPOINT, where the real bundles run.
"""

import datetime
import json
import logging
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace

REGION, ACCOUNT = "eu-west-1", "000000000000"
os.environ.update(
    AWS_DEFAULT_REGION=REGION,
    AWS_ACCESS_KEY_ID="local",
    AWS_SECRET_ACCESS_KEY="local",
    MOTO_ACCOUNT_ID=ACCOUNT,
    MOTO_PORT=sys.argv[1],
)

import boto3  # noqa: E402
from jsonata import jsonata as engine  # noqa: E402
from moto.cloudformation.parsing import get_model_map  # noqa: E402
from moto.core.config import default_user_config  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402
from moto.stepfunctions.models import stepfunctions_backends  # noqa: E402
from moto.stepfunctions.parser.asl.component.state import state  # noqa: E402
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils  # noqa: E402
from moto.stepfunctions.parser.asl.jsonata import jsonata  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

REPOSITORY = Path(__file__).parents[2]
STACK = "sendworthy"

# What names a resource of the type, and the local cloud's name for it.
NAMES = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::SSM::Parameter": "Name",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
    "AWS::Lambda::Function": "FunctionName",
}

# SES and the reader of the table's stream come from the local cloud.
FROM_THE_LOCAL_CLOUD = {"AWS::SES::ConfigurationSet", "AWS::Lambda::EventSourceMapping"}


class NoManagedPolicies:
    """The template names no managed policy, so none has to be looked up."""

    def load(self):
        return {}


def translated(parameters):
    """The CloudFormation template that SAM makes of template.yaml, with code and definition in place."""
    template = yaml_parse((REPOSITORY / "template.yaml").read_text())
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function":
            properties["CodeUri"] = f"s3://code/{Path(properties['CodeUri']).name}.zip"
        elif resource["Type"] == "AWS::Serverless::StateMachine":
            properties["Definition"] = json.loads((REPOSITORY / properties.pop("DefinitionUri")).read_text())
    return transform(template, parameters, NoManagedPolicies())


def named(template):
    """Gives each resource the name that it has in the local cloud; gives the types, too, that moto does not create."""
    resources = template["Resources"]
    known = {key: one for key, one in resources.items() if one["Type"] in get_model_map().keys() - FROM_THE_LOCAL_CLOUD}
    left_out = {key: one["Type"] for key, one in resources.items() if key not in known}
    for logical_id, resource in known.items():
        name = NAMES.get(resource["Type"])
        if name is not None:
            given = f"{STACK}-{logical_id}"
            is_bucket = resource["Type"] == "AWS::S3::Bucket"
            resource.setdefault("Properties", {}).setdefault(name, given.lower() if is_bucket else given)
        depends = resource.get("DependsOn", [])
        resource["DependsOn"] = [one for one in ([depends] if isinstance(depends, str) else depends) if one in known]
    return {**template, "Resources": without_references(known, left_out), "Outputs": {}}, sorted({*left_out.values()})


def without_references(value, left_out):
    """The value with a text in place of each reference to a resource that is left out."""
    if isinstance(value, list):
        return [without_references(one, left_out) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("Ref") in left_out:
        return value["Ref"]
    if isinstance(value.get("Fn::GetAtt"), list) and value["Fn::GetAtt"][0] in left_out:
        return ".".join(value["Fn::GetAtt"])
    if isinstance(value.get("Fn::Sub"), str):
        text = value["Fn::Sub"]
        for logical_id in left_out:
            text = re.sub(rf"\$\{{{logical_id}(\.\w+)?\}}", logical_id, text)
        return {"Fn::Sub": text}
    return {key: without_references(one, left_out) for key, one in value.items()}


def create_secrets(template, client):
    """Makes the secrets of the template as CloudFormation does, which moto's does not."""
    for logical_id, resource in template["Resources"].items():
        if resource["Type"] != "AWS::SecretsManager::Secret":
            continue
        generate = resource["Properties"].get("GenerateSecretString")
        if generate is None:
            client.create_secret(Name=f"{STACK}-{logical_id}", SecretString="{}")
            continue
        rules = {key: one for key, one in generate.items() if key not in ("SecretStringTemplate", "GenerateStringKey")}
        secret = json.loads(generate["SecretStringTemplate"])
        secret[generate["GenerateStringKey"]] = client.get_random_password(**rules)["RandomPassword"]
        client.create_secret(Name=f"{STACK}-{logical_id}", SecretString=json.dumps(secret))


def start_machine(template, physical_ids, here):
    """moto keeps the machine of a stack apart from its interpreter, and makes no substitutions; both is done here."""
    (machine,) = stepfunctions_backends[ACCOUNT][REGION].state_machines
    (resource,) = (one for one in template["Resources"].values() if one["Type"] == "AWS::StepFunctions::StateMachine")
    functions = boto3.client("lambda", **here)
    definition = machine.definition
    for name, value in resource["Properties"]["DefinitionSubstitutions"].items():
        found = functions.get_function(FunctionName=physical_ids[value["Fn::GetAtt"][0]])
        definition = definition.replace("${" + name + "}", found["Configuration"]["FunctionArn"])
    boto3.client("stepfunctions", **here).create_state_machine(
        name=machine.name, definition=definition, roleArn=machine.roleArn
    )


class StateTime(datetime.datetime):
    """The time at which a state was entered, as AWS writes it: UTC, with Z and milliseconds (moto writes an offset).

    https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
    """

    def isoformat(self, *_):
        return f"{self:%Y-%m-%dT%H:%M:%S}.{self.microsecond // 1000:03d}Z"


def evaluate(expression):
    return engine.Jsonata.jsonata(expression).evaluate(None)


def main():
    port, lambda_endpoint, parameters = int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
    default_user_config["stepfunctions"]["execute_state_machine"] = True
    jsonata._eval_jsonata = evaluate
    state.datetime = SimpleNamespace(datetime=StateTime, timezone=datetime.timezone)
    lambda_eval_utils.boto_client_for = lambda region, service, state_credentials=None: boto3.client(
        service, region_name=region, endpoint_url=lambda_endpoint
    )
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    here = {"endpoint_url": f"http://127.0.0.1:{port}", "region_name": REGION}
    boto3.client("s3", **here).create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": REGION})
    whole = translated(parameters)
    create_secrets(whole, boto3.client("secretsmanager", **here))
    template, left_out = named(whole)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            boto3.client("s3", **here).put_object(Bucket="code", Key=resource["Properties"]["Code"]["S3Key"], Body=b"")
    cloudformation = boto3.client("cloudformation", **here)
    values = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]
    cloudformation.create_stack(
        StackName=STACK, TemplateBody=json.dumps(template), Parameters=values, Capabilities=["CAPABILITY_IAM"]
    )
    listed = cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
    # A resource whose condition is false has no name in moto's list
    created = [one for one in listed if "LogicalResourceId" in one]
    start_machine(template, {one["LogicalResourceId"]: one.get("PhysicalResourceId") for one in created}, here)
    types = sorted({one["ResourceType"] for one in created})
    print(json.dumps({"created": types, "leftOut": left_out}), flush=True)
    sys.stdin.read()


main()
