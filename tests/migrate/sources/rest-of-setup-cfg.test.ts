import { describe, expect, test } from "vitest";
import { restOfSetupCfg } from "../../../src/migrate/sources/setuptools/rest-of-setup-cfg.ts";

describe("what stays of setup.cfg", () => {
  test.each([
    ["nothing, when all is metadata", "[metadata]\nname = x\n[options]\npackages = find:\n", null, []],
    [
      "the sections of other tools, as they are",
      "[metadata]\nname = x\n\n# how we check\n[flake8]\nmax-line-length = 100\n  # why\n[options.extras_require]\ntest =\n    pytest\n\n[bdist_wheel]\nuniversal = 1\n",
      "# how we check\n[flake8]\nmax-line-length = 100\n  # why\n[bdist_wheel]\nuniversal = 1\n",
      [],
    ],
    [
      "keys that setuptools does not know, below their header",
      "[metadata]\nname = x\nfrob =\n    one\n    two\nurl = y\n[options]\nzip_safe = false\n",
      "[metadata]\nfrob =\n    one\n    two\n",
      ["metadata.frob"],
    ],
    ["dashes and capitals are of old forms", "[metadata]\nHome-Page = x\nauthor-email: y\n", null, []],
    ["CRLF", "[metadata]\r\nname = x\r\n[flake8]\r\na = 1\r\n", "[flake8]\r\na = 1\r\n", []],
  ])("%s", (_, text, rest, unknown) => {
    expect(restOfSetupCfg(text)).toEqual({ text: rest, unknown });
  });
});
