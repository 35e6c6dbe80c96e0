import { edit } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";
import { headers, moreHeaders, withRelease, type RuleCase } from "../rule-case.ts";

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
    about: "the version of the release comes from the back-end",
    fires: {
      tree: { "pyproject.toml": edit('version = "1.0"', 'dynamic = ["version"]') },
      version: "0.1.dev4+gabc1234",
    },
    says: "the release: the version 0.1.dev4+gabc1234",
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
];
