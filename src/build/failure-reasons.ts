import type { BuildReason } from "../findings/build-reason.ts";

/** One known way in which a build fails. */
interface FailureReason {
  /** Goes into `symptom.build(...)`; `$1` is the pattern's first group. */
  readonly key: BuildReason;
  readonly pattern: RegExp;
  readonly help: string;
}

/** Known failures of backends by their words, most specific first. */
const REASONS: readonly FailureReason[] = [
  {
    key: "writes-outside",
    pattern: /a build may not write outside its own directory/,
    help: "write only into the build's own directory",
  },
  {
    key: "missing-module:$1",
    pattern: /No module named ['"]([\w.]+)['"]/,
    help: "if $1 is needed to build, add its distribution to build-system.requires; if it is the project itself, do not import it in setup.py",
  },
  {
    key: "no-version",
    pattern:
      /(?:unable to detect version|Can't find .*version|Error getting the version from source `vcs`|LookupError: .*setuptools-scm)/i,
    help: "tag the release (git tag v1.2.3), and fetch tags and history in CI (fetch-depth: 0)",
  },
  {
    key: "discovery",
    pattern:
      /(?:Multiple top-level (?:packages|modules) discovered|Unable to determine which files to ship|No file\/folder found for (?:package|module)|error in 'egg_base' option: '[^']*' does not exist|\S+ does not contain any element|package directory '[^']+' does not exist|Expected a Python module at)/i,
    help: "configure which packages to include (for example tool.setuptools.packages.find, tool.hatch.build.targets.wheel.packages)",
  },
  {
    key: "missing-readme",
    pattern:
      /(?:Readme file does not exist|Description file .* does not exist|File ['"].*README[^'"]*['"] cannot be found)/i,
    help: "correct project.readme, or add the file to the repository and to the sdist",
  },
  {
    key: "invalid-metadata",
    pattern:
      /(?:invalid pyproject\.toml config|configuration error: `|Invalid version:? |InvalidVersion|Field `project\.|InvalidRequirement|InvalidSpecifier|InvalidConfigError|ConfigError\b|ConfigurationError|Unknown classifier|Unrecognised classifiers|Poetry configuration is invalid)/i,
    help: "correct the [project] table",
  },
  // Behind the others: many a setup.py asks git in vain and goes on.
  {
    key: "no-version",
    pattern: /(?:Command '?\[?'git|'git', ?'describe'|not a git repository|No such file or directory: 'git')/,
    help: "do not run git in the build, because an unpacked sdist is not a repository: use setuptools-scm, which records the version in the sdist, or set the version as a literal",
  },
  {
    key: "missing-file:$1",
    pattern: /Forced include not found: (?:.*[/\\])?([^/\\\s]+)/,
    help: "correct the path of $1 in force-include",
  },
  {
    key: "missing-file:$1",
    pattern: /No such file or directory: ['"](?:.*[/\\])?([^'"/\\]+)['"]/,
    help: "commit $1, and include it in the sdist (MANIFEST.in, sdist includes)",
  },
  {
    key: "compiler",
    pattern:
      /(?:CompileError|command '[^']*(?:gcc|cc|clang|cl\.exe|g\+\+)' failed|error: Microsoft Visual C\+\+)/i,
    help: "install the compiler and the headers that the sources include, and include every source file in the sdist",
  },
];

/** The symptom key and the remedy for a backend's words. */
export function failureReason(words: string): { readonly key: BuildReason; readonly help: string | null } {
  for (const { key, pattern, help } of REASONS) {
    const match = pattern.exec(words);
    if (match === null) continue;
    const filled = (text: string): string => text.replaceAll("$1", match[1] ?? "");
    return { key: filled(key) as BuildReason, help: filled(help) };
  }
  return { key: "failed", help: null };
}
