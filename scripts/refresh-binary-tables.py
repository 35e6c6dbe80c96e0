"""Writes src/check/knowledge/linux-policies.ts and src/check/knowledge/stable-abi.ts from the packages that the peers read.

    python3 -m venv /tmp/t && /tmp/t/bin/pip install auditwheel==6.8.2 abi3info==2026.9.25
    /tmp/t/bin/python scripts/refresh-binary-tables.py

auditwheel's policies list every symbol version; of those that are numbers the highest says the same.
"""

import json
import pathlib
import re

import abi3info
import auditwheel.policy

HERE = pathlib.Path(__file__).resolve().parent.parent / "src" / "check" / "data"
HEAD = "// Written by scripts/refresh-binary-tables.py; do not edit.\n\n"
POLICIES = pathlib.Path(auditwheel.policy.__file__).parent
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


def key(version):
    return [int(part) for part in version.split(".")]


def highest(versions):
    numbers = sorted((v for v in versions if NUMBER.fullmatch(v)), key=key)
    return numbers[-1] if numbers else None


def policy(entry):
    version = [int(part) for part in entry["name"].split("_")[1:]]
    highs, others = {}, {}
    for machine, symbols in sorted(entry["symbol_versions"].items()):
        if machine.startswith("x86_64_"):
            continue
        highs[machine] = {name: highest(versions) or "0" for name, versions in sorted(symbols.items())}
        odd = sorted(f"{n}_{v}" for n, vs in symbols.items() for v in vs if not NUMBER.fullmatch(v))
        if odd:
            others[machine] = odd
    return {"version": version, "highest": highs, "others": others}


manylinux = [p for p in json.loads((POLICIES / "manylinux-policy.json").read_text()) if p["name"] != "linux"]
musllinux = [p for p in json.loads((POLICIES / "musllinux-policy.json").read_text()) if p["name"] != "linux"]
libraries = {}
for entry in sorted(manylinux, key=lambda p: p["priority"], reverse=True):
    for library in entry["lib_whitelist"]:
        libraries.setdefault(library, [int(part) for part in entry["name"].split("_")[1:]])

rows = sorted((policy(p) for p in manylinux), key=lambda p: p["version"])
(HERE / "linux-policies.ts").write_text(
    HEAD
    + "/** What a manylinux policy lets a wheel need (auditwheel 6.8.2): symbol versions by machine. */\n"
    "export interface LinuxPolicy {\n"
    "  /** Of glibc, as the tag has it. */\n  readonly version: readonly [number, number];\n"
    "  /** The highest version of each library's symbols. */\n"
    "  readonly highest: Readonly<Record<string, Readonly<Record<string, string>>>>;\n"
    "  /** Symbol versions that are no numbers. */\n"
    "  readonly others: Readonly<Record<string, readonly string[]>>;\n}\n\n"
    "/** The policies, oldest first. */\n"
    f"export const MANYLINUX_POLICIES: readonly LinuxPolicy[] = {json.dumps(rows)};\n\n"
    "/** Libraries that every system of a policy has, with the oldest policy of which it is true. */\n"
    "export const MANYLINUX_LIBRARIES: Readonly<Record<string, readonly [number, number]>> = "
    f"{json.dumps(dict(sorted(libraries.items())))};\n\n"
    "/** Libraries that every system with musl has. */\n"
    f"export const MUSLLINUX_LIBRARIES: readonly string[] = {json.dumps(sorted(musllinux[-1]['lib_whitelist']))};\n",
    encoding="utf-8",
)

by_version = {}
for symbol, found in [*abi3info.FUNCTIONS.items(), *abi3info.DATAS.items()]:
    by_version.setdefault((found.added.major, found.added.minor), []).append(symbol.name)
(HERE / "stable-abi.ts").write_text(
    HEAD
    + "/** The functions and data of Python's stable ABI by the minor version of Python 3 that brought them (abi3info 2026.9.25). */\n"
    "export const STABLE_ABI: Readonly<Record<number, string>> = {\n"
    + "".join(f"  {minor}: {json.dumps(' '.join(sorted(names)))},\n" for (_, minor), names in sorted(by_version.items()))
    + "};\n",
    encoding="utf-8",
)
