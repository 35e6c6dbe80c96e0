import { expect, test } from "vitest";
import { line, locationsOf } from "../../support/version-locations.ts";
import type { Overlay } from "../../support/tree.ts";

test.each<readonly [name: string, files: Overlay, expected: readonly string[]]>([
  [
    "a fallback constant and the except branch of a version from metadata (OpenHands/extensions#371)",
    {
      "src/demo/__init__.py":
        'from importlib.metadata import PackageNotFoundError, version\n_FALLBACK_VERSION = "0.9"\ntry:\n    __version__ = version("demo")\nexcept PackageNotFoundError:  # pragma: no cover\n    __version__ = "0.9.1"\n',
    },
    [
      "fallback-version src/demo/__init__.py:2:22 _FALLBACK_VERSION 0.9 pep440",
      "fallback-version src/demo/__init__.py:6:20 __version__ 0.9.1 pep440",
    ],
  ],
  [
    "a function that returns the version from metadata, or a literal",
    {
      "src/demo/_version.py":
        'import importlib.metadata as metadata\ndef get() -> str:\n    try:\n        return metadata.version("demo")\n    except (metadata.PackageNotFoundError, OSError) as error:\n        return "1.0"\n',
    },
    ["fallback-version src/demo/_version.py:6:17 return 1.0 pep440"],
  ],
  [
    "the manifest of a plugin (hermes-otel#111)",
    {
      "src/demo/plugin.yaml": 'name: demo\nversion: "0.9"\n',
      "manifest.json": '{"name": "Demo", "version": "1.0"}',
    },
    [
      "plugin-manifest manifest.json:1:30 version 1.0 pep440",
      "plugin-manifest src/demo/plugin.yaml:2:11 version 0.9 pep440",
    ],
  ],
])("%s", async (_name, files, expected) => {
  const found = (await locationsOf(files)).filter(
    (each) => each.kind !== "pyproject" && each.kind !== "dunder-version",
  );
  expect(found.map(line)).toEqual(expected);
});
