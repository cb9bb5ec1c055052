#!/usr/bin/env python3
"""published_rules.py: the rules that Static Driver Verifier, Driver Verifier and Code Analysis publish, as rules/published.tsv.

    tools/published_rules.py VERIFIER_RULES_TSV > rules/published.tsv

A row is a rule's name, its kind (ndis, kmdf, wdm, storport, code-analysis) and its page below windows-hardware/drivers/.
One name may be of several kinds.
"""
import sys


def main():
    print("# derived from the public rule reference by tools/published_rules.py: tools/published_rules.py VERIFIER_RULES_TSV > rules/published.tsv")
    rows = set()
    for line in open(sys.argv[1], encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if fields[0] != "rule":
            rows.add((fields[1], fields[0], fields[4]))
    for kind, name, page in sorted(rows):
        print(f"{name}\t{kind}\t{page}")


if __name__ == "__main__":
    main()
