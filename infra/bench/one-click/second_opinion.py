"""Applies a Domain Connect template to zones with the package domainconnectzone, and prints the zones afterwards."""

import copy
import json
import sys

from domainconnectzone.DomainConnectImpl import process_records


def relative(name, domain):
    return "@" if name == domain else name[: -len(domain) - 1]


def absolute(name, domain):
    return domain if name in ("@", "") else f"{name}.{domain}"


def to_row(record, domain):
    row = {"type": record["type"], "name": relative(record["name"], domain), "data": record["value"], "ttl": record["ttl"]}
    if record["type"] == "MX":
        priority, row["data"] = record["value"].split(" ", 1)
        row["priority"] = int(priority)
    return row


def from_row(row, domain):
    value = f"{row['priority']} {row['data']}" if row["type"] == "MX" else row["data"]
    return {"type": row["type"], "name": absolute(row["name"], domain).lower(), "value": value}


def opinion(case, request):
    domain = case["domain"]
    rows = [to_row(record, domain) for record in case["records"]]
    template = copy.deepcopy(request["template"]["records"])
    host = case["host"] or None
    try:
        _, _, final = process_records(template, rows, domain, host, request["variables"], case["groups"])
    except Exception as error:  # what its authors did not foresee is counted, and not compared
        return {"crash": type(error).__name__}
    return {"zone": [from_row(row, domain) for row in final]}


request = json.load(sys.stdin)
json.dump([opinion(case, request) for case in request["cases"]], sys.stdout)
