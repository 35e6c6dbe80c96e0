import { isTable } from "../../../tree/pyproject-project.ts";
import { setTomlValue } from "../../../tree/edit/toml-edit.ts";
import { symptom } from "../../../findings/finding.ts";
import { fixIn } from "../../engine/fix.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** F019: the version from git cannot be uploaded. */
export const versionNotUploadable: Rule = defineRule({
  code: "F019",
  slug: "version-not-uploadable",
  title: "the version from git cannot be uploaded",
  severity: "error",
  phase: "version",
  needs: ["tree"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "The version is computed from tags. HEAD has no tag and the local part (after `+`) is enabled, or there is no release tag at all.",
    why: "PyPI and TestPyPI reject local versions. Without a tag, every build has a version such as 0.1.dev1.",
    fix: 'tag the release; for development versions set local_scheme = "no-local-version"',
    bad: "[tool.setuptools_scm]  # three commits behind v1.0: 1.0.1.dev3+g1a2b3c4",
    good: '[tool.setuptools_scm]\nlocal_scheme = "no-local-version"',
    peers: [],
  },
  *check({ tree, distributions, history, tags }) {
    // What was built says its version itself (N011), and what history makes of it is judged there.
    if (
      history?.mode === "strict" ||
      tree?.git == null ||
      tree.pyproject === null ||
      tree.project.version !== null ||
      distributions.length > 0
    )
      return;
    if (!tree.backendFacts.versionFromVcs(tree.pyproject) || tree.git.shallow) return;
    const { pyproject } = tree;
    const table = [
      ["tool", "setuptools_scm"],
      ["tool", "setuptools-scm"],
      ["tool", "hatch", "version", "raw-options"],
    ].find((path) => isTable(pyproject.get(path)));
    const { scmOptions, scmFormat } = tree.backendFacts;
    const unset = scmFormat !== null && pyproject.get(scmFormat) === undefined ? scmFormat : null;
    if (table === undefined && unset === null && scmOptions === null) return;
    const releases = tags?.releases ?? [];
    if (releases.length === 0) {
      yield {
        message: "the version is computed from tags, but no tag names a release: the build will be 0.1.dev",
        location: { file: "pyproject.toml" },
        subject: "tags",
        severity: "warning",
        help: `tag the first release before you build it: git tag ${tags?.template.format(tree.project.name?.value ?? "", "0.1.0") ?? "v0.1.0"}`,
      };
      return;
    }
    const isTagged = releases.some((tag) => tag.atHead);
    const base = table ?? scmOptions?.path ?? ["tool", "setuptools_scm"];
    const scheme = pyproject.get([...base, "local_scheme"]);
    if (isTagged || (scheme !== undefined && scheme !== "node-and-date" && scheme !== "dirty-tag")) return;
    if (scmOptions?.areNeeded === true && table === undefined) return;
    yield {
      message:
        "HEAD has commits after its last tag, so the version gets a local part (+...), which PyPI rejects",
      // A development state is a fact, not yet a mistake: rehearsals and releases name the version that comes.
      severity: "warning",
      location: unset !== null ? { file: "pyproject.toml" } : pyproject.locate(base, "key"),
      subject: "local",
      explains: [symptom.refusal("local-version")],
      ...(unset !== null
        ? { help: `tag the release, or set ${unset.at(-1)} under [${unset.slice(0, -1).join(".")}]` }
        : fixIn(
            "pyproject.toml",
            "review",
            "disable the local part",
            setTomlValue(pyproject, [...base, "local_scheme"], "no-local-version"),
          )),
    };
  },
});
