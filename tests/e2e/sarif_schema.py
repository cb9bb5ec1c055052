#!/usr/bin/env python3
"""sarif_schema.py FILE...: holds SARIF files against tests/data/sarif-subset.schema.json and what
a schema cannot say: results name rules of the list, and nothing names the same rule twice."""
import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parents[1] / "data" / "sarif-subset.schema.json"


def faults(text):
    try:
        log = json.loads(text)
    except ValueError as e:
        return [f"no JSON: {e}"]
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))
    found = ["/".join(map(str, e.absolute_path)) + ": " + e.message[:200] for e in validator.iter_errors(log)]
    if found:
        return found
    run = log["runs"][0]
    ids = [r["id"] for r in run["tool"]["driver"]["rules"]]
    if len(ids) != len(set(ids)):
        found.append("a rule is listed twice")
    for i, result in enumerate(run["results"]):
        if "ruleIndex" in result and ids[result["ruleIndex"]] != result["ruleId"]:
            found.append(f"results/{i}: ruleIndex is not the index of ruleId")
    fingerprints = [r["partialFingerprints"]["ddicheckContext/v1"] for r in run["results"]]
    if len(fingerprints) != len(set(fingerprints)):
        found.append("two results have one fingerprint")
    return found


def main():
    failed = False
    for name in sys.argv[1:]:
        for fault in faults(pathlib.Path(name).read_text()):
            print(f"{name}: {fault}")
            failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main())
