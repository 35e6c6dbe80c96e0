import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { readHeaders } from "../../../src/versioning/scm/headers.ts";

const LINES = [
  "node: abc",
  "Node: x",
  "node:def",
  " continued",
  "\tmore",
  "junk line",
  "",
  "From me",
  "Name : x",
  "a b: c",
  ": nameless",
];

const PYTHON = `
import json, sys
from email.parser import HeaderParser
print(json.dumps([dict(HeaderParser().parsestr(text).items()) for text in json.load(sys.stdin)]))
`;

test("headers are read as Python's HeaderParser reads them, whatever the order of lines", () => {
  const texts = LINES.flatMap((first) =>
    LINES.flatMap((second) => LINES.map((third) => `${first}\n${second}\r\n${third}\nlast: 1\n`)),
  );
  const asked = execFileSync("python3", ["-c", PYTHON], { input: JSON.stringify(texts), encoding: "utf8" });
  // Python keeps the line ends inside of a continued field as they were.
  const expected = (JSON.parse(asked) as Record<string, string>[]).map((fields) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replaceAll("\r\n", "\n")])),
  );
  for (const [position, text] of texts.entries()) {
    expect(Object.fromEntries(readHeaders(text)), JSON.stringify(text)).toEqual(expected[position]);
  }
});
