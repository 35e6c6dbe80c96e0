import { edit } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";
import { headers, moreHeaders, withRelease, type RuleCase } from "../rule-case.ts";

/** Metadata that is taken, and tells too little or contradicts itself; and the fields of the newer versions. */
export const metadataQualityCases: readonly RuleCase[] = [
  {
    code: "M009",
    fires: { tree: { "pyproject.toml": edit("A project without a defect", "demo") } },
    silent: {
      tree: {
        "pyproject.toml": edit('description = "A project without a defect"', 'dynamic = ["description"]'),
      },
    },
    says: '"demo"',
    at: "pyproject.toml:8",
  },
  {
    code: "M009",
    about: "ten characters, and eleven",
    fires: { tree: { "pyproject.toml": edit("A project without a defect", "It greets.") } },
    silent: { tree: { "pyproject.toml": edit("A project without a defect", "It greets!!") } },
    says: '"It greets." is too short',
  },
  {
    code: "M009",
    about: "none in a wheel",
    fires: { wheel: (good) => good.metadataLines(headers("Summary", null)) },
    says: "no summary",
  },
  {
    code: "M020",
    fires: { tree: { "pyproject.toml": edit('">=3.9"', '">=3.9,<4"') } },
    silent: { tree: { "pyproject.toml": edit('">=3.9"', '">=3.9,!=3.9.1"') } },
    says: 'pyproject.toml: requires-python = ">=3.9,<4" excludes future Python versions',
    at: "pyproject.toml:10",
    help: 'requires-python = ">=3.9"',
  },
  {
    code: "M020",
    about: "a compiled wheel may",
    fires: {
      otherWheel: () =>
        withRelease(wheel({ tag: "cp311-cp311-manylinux_2_28_x86_64" })).metadataLines(
          headers("Requires-Python", "Requires-Python: >=3.9,<3.15"),
        ),
    },
    says: "<3.15",
    severity: "info",
  },
  {
    code: "M021",
    fires: {
      tree: {
        "pyproject.toml": edit(
          '["Programming Language :: Python :: 3"]',
          '["Programming Language :: Python :: 3", "Programming Language :: Python :: 3.8"]',
        ),
      },
    },
    silent: {
      tree: {
        "pyproject.toml": edit(
          '["Programming Language :: Python :: 3"]',
          '["Programming Language :: Python :: 3.9", "Programming Language :: Python :: 3.14"]',
        ),
      },
    },
    says: "Python 3.8",
    at: "pyproject.toml:14",
  },
  {
    code: "M021",
    about: "older Pythons than the classifiers name",
    fires: {
      wheel: (good) => good.metadataLines(moreHeaders("Classifier: Programming Language :: Python :: 3.11")),
    },
    says: "3.10",
    severity: "info",
  },
  {
    code: "M022",
    fires: { sdist: (good) => good.metadataLines(moreHeaders("Dynamic: Name")) },
    silent: { sdist: (good) => good.metadataLines(moreHeaders("Dynamic: Requires-Dist")) },
    says: "Name",
    explains: "refusal:invalid-dynamic",
  },
  {
    code: "M023",
    fires: { wheel: (good) => good.metadataLines(headers("Requires-Python", null)) },
    silent: {
      wheel: (good) =>
        good.metadataLines([
          ...headers("Requires-Python", null),
          "Classifier: Programming Language :: Python :: 3.12",
        ]),
    },
    says: "demo-1.0-py3-none-any.whl declares no Python",
  },
  {
    code: "M024",
    fires: { wheel: (good) => good.metadataLines(moreHeaders("Keywords: pdf invoice report")) },
    silent: { wheel: (good) => good.metadataLines(moreHeaders("Keywords: pdf,invoice")) },
    says: "read as one",
  },
  {
    code: "M025",
    fires: {
      tree: { "pyproject.toml": edit('[project.urls]\nHomepage = "https://good.dev/demo"\n\n', "") },
      git: {},
    },
    silent: {
      wheel: (good) => good.metadataLines([...headers("Project-URL", null), "Home-page: https://good.dev"]),
    },
    says: "pyproject.toml has no URL",
    help: "https://github.com/good/demo",
  },
  {
    code: "M026",
    fires: { wheel: (good) => good },
    silent: {
      wheel: (good) => good.metadataLines(moreHeaders("Classifier: Development Status :: 4 - Beta")),
    },
    says: "no Development Status classifier",
  },
  {
    code: "M029",
    fires: {
      tree: {
        "pyproject.toml": edit(
          "[project.scripts]",
          '[project.optional-dependencies]\n"all things" = ["attrs>=23"]\n\n[project.scripts]',
        ),
      },
    },
    says: '"all things"',
    help: "all-things",
    explains: "refusal:invalid-provides-extra",
  },
  {
    code: "M029",
    about: "in a wheel",
    fires: { wheel: (good) => good.metadataLines(moreHeaders("Provides-Extra: a b")) },
    silent: { wheel: (good) => good.metadataLines(moreHeaders("Provides-Extra: a_b.c")) },
    says: '"a b"',
  },
  {
    code: "M030",
    fires: {
      wheel: (good) => good.metadataLines(moreHeaders("Provides-Dist: other @ https://good.dev/x.whl")),
    },
    silent: { wheel: (good) => good.metadataLines(moreHeaders("Provides-Dist: other (>=1.0)")) },
    says: "provides-dist",
    explains: "refusal:direct-dependency",
  },
  {
    code: "M031",
    fires: {
      wheel: (good) =>
        good.metadataLines([...headers("Metadata-Version", "Metadata-Version: 2.5"), "Import-Name: my-demo"]),
    },
    silent: {
      wheel: (good) =>
        good.metadataLines([
          ...headers("Metadata-Version", "Metadata-Version: 2.5"),
          "Import-Name: demo",
          "Import-Name: demo.cli",
          "Import-Name: _demo ; private",
        ]),
    },
    says: '"my-demo"',
    explains: "refusal:invalid-import-name",
  },
  {
    code: "M031",
    about: "a parent that is not listed",
    fires: {
      tree: { "pyproject.toml": edit("dependencies = [", 'import-names = ["demo.cli"]\ndependencies = [') },
    },
    says: "has a parent, demo",
  },
  {
    code: "M032",
    fires: { sdist: (good) => good.metadataLines(moreHeaders("Requires: email")) },
    says: "Requires of metadata 1.1",
  },
  {
    code: "M033",
    fires: { wheel: (good) => good.metadataLines(headers("Author-email", "Author: Ada Byron")) },
    says: "none-any.whl names an author without an e-mail address",
  },
  {
    code: "M033",
    about: "UNKNOWN",
    fires: { wheel: (good) => good.metadataLines(moreHeaders("Platform: UNKNOWN")) },
    says: "UNKNOWN is the value of platform",
  },
  {
    code: "M034",
    fires: {
      wheel: (good) =>
        good.metadataLines([...headers("Metadata-Version", "Metadata-Version: 2.5"), "Import-Name: demos"]),
    },
    silent: {
      wheel: (good) =>
        good.metadataLines([...headers("Metadata-Version", "Metadata-Version: 2.5"), "Import-Name: demo"]),
    },
    says: "demos cannot be imported",
  },
  {
    code: "M035",
    fires: { wheel: (good) => good },
    silent: {
      wheel: (good) => good.metadataLines(moreHeaders("Project-URL: Bug Tracker, https://good.dev/bugs")),
    },
    says: "demo-1.0-py3-none-any.whl has no source",
  },
  {
    code: "M035",
    about: "with a git remote",
    fires: { tree: {}, git: {} },
    says: "pyproject.toml has no source, issue tracker or changelog URL",
  },
  {
    code: "M036",
    fires: {
      sdist: (good) =>
        good
          .metadataLines([
            ...headers("Description-Content-Type", null),
            "Description: A text that",
            "        goes on and",
            "        on.",
          ])
          .description(""),
    },
    says: "folded header",
  },
  {
    code: "M036",
    about: "and PyPI cannot show it",
    fires: {
      sdist: (good) =>
        good
          .metadataLines([
            ...headers("Description-Content-Type", null),
            "Description: demo",
            "        ====",
            "        ",
            "        .. image::",
            "        ",
            "        Text.",
          ])
          .description(""),
    },
    says: "that PyPI cannot render",
    severity: "error",
    explains: "refusal:description-does-not-render",
  },
  {
    code: "M038",
    fires: {
      otherWheel: () =>
        withRelease(wheel({ tag: "cp311-cp311-win_amd64" })).metadataLines(moreHeaders("Platform: Linux")),
    },
    silent: {
      otherWheel: () =>
        withRelease(wheel({ tag: "cp311-cp311-win_amd64" })).metadataLines(moreHeaders("Platform: any")),
    },
    says: "win_amd64",
  },
  {
    code: "M039",
    fires: {
      wheel: (good) => good.metadataLines(moreHeaders("Project-URL: Homepage, https://good.dev/again")),
    },
    says: "'project_urls' has invalid data",
  },
];
