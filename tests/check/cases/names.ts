import { edit } from "../../support/tree.ts";
import { indexWith } from "../../support/index-facts.ts";
import { wheel } from "../../support/wheel.ts";
import { headers, moreHeaders, withRelease, type RuleCase, type Situation } from "../rule-case.ts";

const same = <T>(value: T): T => value;
const named = (name: string): Situation => ({
  tree: { "pyproject.toml": edit('name = "demo"', `name = "${name}"`) },
});

/** Names and versions. */
export const nameCases: readonly RuleCase[] = [
  {
    code: "N001",
    fires: { tree: { "pyproject.toml": edit('name = "demo"', 'name = "my package!"') } },
    says: '"my package!"',
    at: "pyproject.toml:6",
    explains: "refusal:invalid-name",
  },
  {
    code: "N006",
    fires: { sdist: (good) => good.called("De.mo-1.0.tar.gz") },
    says: "De.mo-1.0.tar.gz",
  },
  { code: "N007", fires: { wheel: (good) => good.called("De.Mo-1.0-py3-none-any.whl") }, says: "De.Mo" },
  { code: "N008", fires: { sdist: (good) => good.called("demo-1.1.tar.gz") }, says: "1.1" },
  {
    code: "N009",
    fires: { tree: { "pyproject.toml": edit('version = "1.0"', 'version = "1.0.banana"') } },
    silent: { tree: { "pyproject.toml": edit('version = "1.0"', 'version = "1.0rc1.post2.dev3"') } },
    says: "1.0.banana",
    at: "pyproject.toml:7",
  },
  {
    code: "N010",
    fires: { tree: { "pyproject.toml": edit('version = "1.0"', 'version = "1.0-alpha"') } },
    says: "1.0a0",
    help: 'version = "1.0a0"',
  },
  {
    code: "N011",
    fires: { tree: { "pyproject.toml": edit('version = "1.0"', 'version = "1.0.dev3+g8f9b2c3"') } },
    silent: {
      tree: { "pyproject.toml": edit('version = "1.0"', 'version = "1.0+mine"') },
      target: "private",
    },
    says: "1.0.dev3+g8f9b2c3",
    at: "pyproject.toml:7",
    help: "1.0.dev3",
    explains: "refusal:local-version",
  },
  {
    code: "N011",
    about: "the version of the release comes from the backend",
    fires: {
      tree: { "pyproject.toml": edit('version = "1.0"', 'dynamic = ["version"]') },
      version: "0.1.dev4+gabc1234",
    },
    says: "the release: the version 0.1.dev4+gabc1234",
  },
  {
    code: "N011",
    about: "only the history tells, and only of a tree",
    fires: {
      tree: { "pyproject.toml": edit('version = "1.0"', 'dynamic = ["version"]') },
      git: {},
      history: (plain) => ({ ...plain, version: "1.1.dev4+gabc1234" }),
    },
    silent: {
      tree: { "pyproject.toml": edit('version = "1.0"', 'dynamic = ["version"]') },
      git: {},
      history: (plain) => ({ ...plain, version: "1.1.dev4+gabc1234" }),
      wheel: same,
    },
    says: "the version 1.1.dev4+gabc1234 has a local part",
  },
  {
    code: "N014",
    fires: {
      otherWheel: () =>
        withRelease(wheel({ name: "unknown", version: "0.0.0" })).metadataLines(
          headers("Name", "Name: UNKNOWN"),
        ),
    },
    says: "UNKNOWN",
  },
  { code: "N017", fires: { sdist: (good) => good.called("demo-1.0\u0007.tar.gz") }, says: "demo-1.0" },
  { code: "N018", fires: { sdist: (good) => good.called("demo-1.0.zip") }, says: "zip" },
  {
    code: "N019",
    fires: { wheel: (good) => good.called("demo-1.0-final-py3-none-any.whl") },
    says: "final",
  },
  {
    code: "N020",
    fires: {
      otherWheel: () => {
        const other = wheel();
        other.distInfo = "Demo-1.0.dist-info";
        return other.metadataLines(moreHeaders()).file("demo/__init__.py", "");
      },
    },
    says: "dist-info",
  },
  {
    code: "N021",
    fires: {
      wheel: (good) => good,
      otherWheel: () =>
        withRelease(wheel({ version: "1.1" })).metadataLines(headers("Version", "Version: 1.1")),
    },
    says: "demo 1.0, demo 1.1",
  },
  {
    code: "N002",
    fires: { ...named("json"), index: indexWith("json", null) },
    silent: { ...named("dataclasses"), index: indexWith("dataclasses", ["dataclasses-0.8.tar.gz"]) },
    says: "standard library",
    severity: "error",
    at: "pyproject.toml:6",
    explains: "refusal:name-stdlib",
  },
  {
    code: "N002",
    about: "without an index, and a project that is older than the rule",
    fires: named("os.path"),
    silent: named("importlib-metadata"),
    says: "os.path",
    severity: "error",
  },
  {
    code: "N002",
    about: "a prohibited name",
    fires: named("requirements.txt"),
    silent: {
      ...named("requirements.txt"),
      index: indexWith("requirements-txt", ["requirements_txt-0.1.tar.gz"]),
    },
    says: "allows nobody",
    severity: "error",
  },
  {
    code: "N003",
    fires: { ...named("f1ask-ultra"), index: indexWith("f1ask-ultra", null, {}, ["flask-ultra"]) },
    silent: { ...named("f1ask-ultra"), index: indexWith("f1ask-ultra", null) },
    says: "flask-ultra",
    at: "pyproject.toml:6",
  },
  {
    code: "N004",
    fires: { tree: {}, index: indexWith("demo", [], { status: "archived" }) },
    silent: { tree: {}, index: indexWith("demo", [], { status: "deprecated" }) },
    says: "archived",
  },
  {
    code: "N005",
    fires: named("reqeusts"),
    silent: { ...named("requestz"), index: indexWith("requestz", []) },
    says: "requests",
    at: "pyproject.toml:6",
  },
  { code: "N005", about: "words in another order", fires: named("dateutil-python"), says: "python-dateutil" },
  { code: "N005", about: "a neighbouring key", fires: named("numoy"), silent: named("numpy"), says: "numpy" },
  {
    code: "N012",
    fires: { wheel: same, index: indexWith("demo", ["demo-1.0-py3-none-any.whl"]) },
    silent: { wheel: same, index: indexWith("demo", ["demo-0.9-py3-none-any.whl"]) },
    says: "demo-1.0-py3-none-any.whl is already on the index, with different bytes",
    explains: "refusal:file-exists",
  },
  {
    code: "N013",
    fires: { tree: {}, index: indexWith("demo", ["demo-1.1.0.tar.gz"]) },
    silent: {
      tree: { "pyproject.toml": edit('version = "1.0"', 'version = "1.0.9"') },
      index: indexWith("demo", ["demo-1.0.8.tar.gz", "demo-2.0.tar.gz"]),
    },
    says: "lower than 1.1.0",
    at: "pyproject.toml:7",
  },
  {
    code: "N015",
    fires: { tree: { "pyproject.toml": edit('version = "1.0"', 'version = "0.6.0.dev3"') } },
    silent: {
      tree: { "pyproject.toml": edit('version = "1.0"', 'version = "0.6.0.dev3"') },
      target: "testpypi",
    },
    says: "0.6.0.dev3",
    at: "pyproject.toml:7",
  },
  {
    code: "N016",
    fires: { tree: {}, index: indexWith("demo", ["demo-2024.1.tar.gz"]) },
    silent: { tree: {}, index: indexWith("demo", ["demo-0.9.tar.gz"]) },
    says: "sorts below",
    help: "1!1.0",
  },
  {
    code: "N022",
    fires: { wheel: same, index: indexWith("demo", ["demo-1.0.tar.gz"], { ageDays: 20 }) },
    silent: { wheel: same, index: indexWith("demo", ["demo-1.0.tar.gz"], { ageDays: 13 }) },
    says: "20 days",
    help: "1.0.post1",
  },
  {
    code: "N023",
    fires: { sdist: same, index: indexWith("demo", ["demo-1.0.zip"]) },
    silent: { sdist: same, index: indexWith("demo", ["demo-1.0.tar.gz"]) },
    says: "demo-1.0.zip",
  },
  {
    code: "N024",
    fires: { wheel: same, index: indexWith("demo", ["demo-0.9.tar.gz"], { size: 11 * 1024 ** 3 }) },
    silent: { wheel: same, index: indexWith("demo", ["demo-0.9.tar.gz"]) },
    says: "the project has",
    explains: "refusal:project-too-large",
  },
  {
    code: "N025",
    fires: { tree: { "README.md": "# demo\n\n```\n$ pip install demos\n```\n" } },
    silent: { tree: { "README.md": "# demo\n\n```\npip install demo dama\npip install Demo[x]\n```\n" } },
    says: '"demos"',
    at: "README.md:4",
  },
];
