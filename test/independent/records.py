"""Reads a file of records as its own tool does, and prints what it found as JSON: "name type value" lines."""

import json
import os
import sys
import tempfile


def from_octodns(text, zone_name):
    from octodns.provider.yaml import YamlProvider
    from octodns.zone import Zone

    with tempfile.TemporaryDirectory() as directory:
        with open(os.path.join(directory, f"{zone_name}.yaml"), "w") as file:
            file.write(text)
        zone = Zone(f"{zone_name}.", [])
        YamlProvider("records", directory).populate(zone)
        return [
            f"{record.fqdn[:-1]} {record._type} {value}"
            for record in zone.records
            for value in [f"{v.preference} {v.exchange}" if record._type == "MX" else str(v) for v in getattr(record, "values", None) or [record.value]]
        ]


def from_cloudformation(text, zone_name):
    import boto3
    from moto import mock_aws

    with mock_aws():
        dns = boto3.client("route53", region_name="us-east-1")
        zone_id = dns.create_hosted_zone(Name=zone_name, CallerReference="1")["HostedZone"]["Id"].split("/")[-1]
        boto3.client("cloudformation", region_name="us-east-1").create_stack(
            StackName="records",
            TemplateBody=text,
            Parameters=[{"ParameterKey": "HostedZoneId", "ParameterValue": zone_id}],
        )
        sets = dns.list_resource_record_sets(HostedZoneId=zone_id)["ResourceRecordSets"]
        return [
            f"{one['Name'][:-1]} {one['Type']} {value['Value']}"
            for one in sets
            for value in one["ResourceRecords"]
            if one["Type"] not in ("NS", "SOA")
        ]


READERS = {"octodns": from_octodns, "cloudformation": from_cloudformation}
os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")
print(json.dumps(sorted(READERS[sys.argv[1]](sys.stdin.read(), sys.argv[2]))))
