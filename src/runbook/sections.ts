import type { RunbookFacts } from "./facts.ts";

/** A section of the runbook: its heading and its lines. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

const code = (text: string): string => `\`${text}\``;
const commands = (language: "sh" | "console", ...lines: readonly string[]): readonly string[] => [
  "",
  `\`\`\`${language}`,
  ...lines,
  "```",
  "",
];

/** Everything that publishing needs once. */
function prerequisites({ publishers, environments, host, project, up }: RunbookFacts): Section {
  const setup = host === "GitLab" ? "gitlab" : "github";
  return {
    title: "Once: accounts, publishers, environments",
    lines: [
      "- An account on PyPI and one on TestPyPI: they are separate. Turn on two-factor authentication and keep the recovery codes.",
      `- Be a maintainer or owner of ${code(project)} on both, or register a pending publisher for a project that does not exist yet.`,
      ...(publishers.length === 0
        ? ["- No workflow uses trusted publishing yet: `shipwheel workflow generate` writes one."]
        : [
            "- A trusted publisher on each index. `shipwheel doctor trust` prints the same fields and the URL of the page:",
          ]),
      ...publishers.flatMap(({ index, job, file, provider, form }) => [
        "",
        `  ${index}, ${provider}, for the job ${code(job)} of [${file}](${up}${file}), on the page Publishing of the project (one that does not exist yet: of your account)`,
        "",
        "  | field | value |",
        "  | --- | --- |",
        ...form.map(([field, value]) => `  | ${field} | ${value} |`),
      ]),
      "",
      ...(environments.length === 0
        ? []
        : [
            `- ${environments.length === 1 ? "The environment" : "The environments"} ${environments.map(code).join(", ")}, and a rule for tags: \`shipwheel setup ${setup}\` plans ${environments.length === 1 ? "both" : "them"}, \`--apply\` makes ${environments.length === 1 ? "both" : "them"}. \`--reviewer LOGIN\` adds a person who has to approve a publication${setup === "gitlab" ? " (GitLab Premium)" : ""}.`,
          ]),
      "- Check all of it:",
      ...commands("console", "shipwheel doctor"),
    ],
  };
}

function preflight(): Section {
  return {
    title: "Before each release: on your machine",
    lines: [
      "In a clean clone of the commit to release:",
      ...commands("sh", "shipwheel check .", "shipwheel rehearse"),
      "The first command checks the tree; the second performs the whole release against an index on your machine: build, upload, installation, imports, scripts. Both must exit with 0.",
    ],
  };
}

function testpypi({ publishers, project, up }: RunbookFacts): Section {
  const job = publishers.find(({ index }) => index === "TestPyPI");
  return {
    title: "To TestPyPI",
    lines: [
      job === undefined
        ? "No workflow publishes to TestPyPI. By hand, with an API token of TestPyPI in `SHIPWHEEL_TOKEN`:"
        : `The job ${code(job.job)} of [${job.file}](${up}${job.file}) publishes to TestPyPI. By hand, with an API token of TestPyPI in \`SHIPWHEEL_TOKEN\`:`,
      ...commands(
        "sh",
        "shipwheel build --output release-files",
        "shipwheel publish --index testpypi release-files/*",
      ),
      "Install from there what you published, and nothing else; `TESTPYPI` is the URL of its Simple API:",
      ...commands("console", `python -m pip install --no-deps --index-url "$TESTPYPI" ${project}==VERSION`),
    ],
  };
}

function release({ tag, versionFile, workflows, project, up }: RunbookFacts): Section {
  const raise =
    versionFile === null ? "the tag gives the version" : `${code(versionFile)} states the version`;
  return {
    title: "The release",
    lines: [
      `1. Raise the version: ${raise}. \`shipwheel version bump\` changes every version location and the changelog.`,
      "2. Merge it, and wait until the checks of the main branch pass.",
      `3. Tag and push; the tag is ${code(tag)}:`,
      ...commands(
        "console",
        "shipwheel plan",
        `git tag -a ${tag} -m "${project} VERSION"`,
        `git push origin ${tag}`,
      ),
      workflows.length === 0
        ? "4. Publish from your machine: `shipwheel release`."
        : `4. ${workflows.map((file) => `[${file}](${up}${file})`).join(", ")} builds and publishes. Approve the environment when you are asked.`,
    ],
  };
}

function verification({ project, scripts }: RunbookFacts): Section {
  return {
    title: "Verify what was published",
    lines: [
      ...commands(
        "console",
        "shipwheel status",
        `python -m venv /tmp/verify && /tmp/verify/bin/pip install --no-cache-dir ${project}==VERSION`,
        ...scripts.slice(0, 3).map((script) => `/tmp/verify/bin/${script} --help`),
      ),
      "It takes a few minutes until every mirror shows a new release: wait before you report a problem.",
    ],
  };
}

function recovery({ tag }: RunbookFacts): Section {
  return {
    title: "When a release stops halfway",
    lines: [
      "- `shipwheel status` shows the tag, the index and the repository host side by side, and the next command.",
      "- Run the same job or `shipwheel release` again: files with the same digest are skipped, no file is uploaded twice.",
      "- A file name cannot be reused, even after the file is deleted. Different bytes need a new version.",
      "- PyPI accepts new files for a release for 14 days.",
      `- A tag that was pushed before anything was published can be moved: \`git push --delete origin ${tag}\`. Do not move a tag whose version is on the index.`,
    ],
  };
}

function rollback({ project }: RunbookFacts): Section {
  return {
    title: "Yank a bad release",
    lines: [
      `Nothing on PyPI can be replaced. Yank the release on the page of ${code(project)} (Manage, Releases, Options, Yank) with a reason: installers skip it unless that exact version is requested. Then release a corrected version. Do not delete the release: its file names cannot be reused, and users who pinned it can no longer install it.`,
    ],
  };
}

function tokenFallback(): Section {
  return {
    title: "Without trusted publishing",
    lines: [
      "If trusted publishing is unavailable and the release cannot wait: create an API token for this project only, publish with it explicitly, and revoke it.",
      ...commands("console", "shipwheel publish --auth token --token-stdin release-files/*"),
      "In CI, a missing identity never falls back to a token. Never store an account-wide token: `shipwheel doctor` shows a token's scope.",
    ],
  };
}

function support({ requiresPython, groups, scripts }: RunbookFacts): Section {
  return {
    title: "Support and compatibility",
    lines: [
      `- Python: ${requiresPython === null ? "not stated (requires-python is missing)" : code(requiresPython)}. What \`shipwheel rehearse\` did not try is not promised.`,
      ...(scripts.length === 0
        ? []
        : [
            `- Commands: ${scripts.map(code).join(", ")}. A command or option is removed only in a release that raises the major version.`,
          ]),
      ...groups.map(
        (group) =>
          `- Plugin group ${code(group)}: its contract changes only with the major version; an old form stays for one minor version with a deprecation warning.`,
      ),
      "- Fall back to pinned released versions, and to TestPyPI for trials: a dependency from a repository cannot be published.",
    ],
  };
}

function troubleshooting({ scripts }: RunbookFacts): Section {
  const script = scripts[0] ?? "COMMAND";
  return {
    title: "Troubleshooting",
    lines: [
      'Paste the message: `shipwheel explain "..."` names the cause and the remedy.',
      "",
      "| message | usual cause | command |",
      "| --- | --- | --- |",
      "| metadata rejected (`400 Bad Request`, `Can't have direct dependency`) | a URL dependency, a wrong classifier, a local version | `shipwheel explain \"Can't have direct dependency\"` |",
      '| the package is not found after publishing (`No matching distribution found`) | the index has not propagated it yet, or Requires-Python excludes this Python | `shipwheel explain "No matching distribution found for x"` |',
      "| `ModuleNotFoundError` after installation | an undeclared dependency, or a package missing from the wheel | `shipwheel explain \"ModuleNotFoundError: No module named 'x'\"` |",
      `| \`${script}: command not found\` | the scripts' directory is not on PATH: \`python -m site --user-base\`, add its \`bin\` | \`shipwheel explain "${script}: command not found"\` |`,
      "| `invalid-publisher`, `403 Forbidden` | a field of the publisher differs, or the job lacks `id-token: write` | `shipwheel doctor trust` |",
    ],
  };
}

/** Every section, in the order in which a release meets it. */
export const SECTIONS: readonly ((facts: RunbookFacts) => Section)[] = [
  prerequisites,
  preflight,
  testpypi,
  release,
  verification,
  recovery,
  rollback,
  tokenFallback,
  support,
  troubleshooting,
];
