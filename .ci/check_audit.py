"""Say what an audit of the dependencies found; fail where a version has a known vulnerability that is not argued."""

import json
import sys
from pathlib import Path

ARGUED: dict[str, str] = {}
"""Identifier of a finding -> why it does not touch what newsrecord does with the package."""

packages = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["dependencies"]
looked_up = [package for package in packages if "vulns" in package]
found = [(package["name"], package["version"], vuln["id"]) for package in looked_up for vuln in package["vulns"]]
for name, version, vulnerability in found:
    print(f"{name} {version}: {vulnerability}: {ARGUED.get(vulnerability, 'NOT ARGUED')}")
print(f"{len(looked_up)} of {len(packages)} packages could be looked up, {len(found)} findings")
sys.exit(any(vulnerability not in ARGUED for *_, vulnerability in found))
