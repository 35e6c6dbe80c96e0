import * as v from "valibot";
import { flag, oneOf, text } from "./value-schemas.ts";

/** Settings of the workflows that `shipwheel workflow generate` writes. */
export interface WorkflowConfig {
  /** Absent: by the repository's address. */
  readonly host?: "github" | "gitlab" | undefined;
  /** Absent: `main`, or `master` where the repository has only that. */
  readonly branch?: string | undefined;
  readonly testpypi: boolean;
  readonly attest: "github" | "none";
  /** Labels of runners. */
  readonly systems: readonly string[];
  /** Labels of runners that build wheels with cibuildwheel; absent: five where the project has native code. */
  readonly wheels?: readonly string[] | undefined;
  /** Minor versions; empty: those of the metadata. */
  readonly python: readonly string[];
  readonly environments: { readonly pypi: string; readonly testpypi: string };
  readonly "enterprise-server": boolean;
  /** Whether the project's tests run against the installed wheel. */
  readonly tests: boolean;
  /** `owner/name@commit`; absent: npx fetches the package. */
  readonly action?: string | undefined;
  /** The version that npx fetches; absent: that of the shipwheel that generates. */
  readonly version?: string | undefined;
}

const list = (what: string): v.GenericSchema<unknown, string[]> => v.array(text, `must be a list of ${what}`);

/** An environment's name, which stands in YAML as it is: an expression would be another name in each run. */
const environment = v.pipe(
  text,
  v.regex(/^(?!.*\$\{\{)[^\n\r"\\]+$/, "must be one line, without an expression, quotes and backslashes"),
);

/** [tool.shipwheel.workflow]. */
export const workflowSection: v.GenericSchema<unknown, WorkflowConfig> = v.strictObject({
  host: v.optional(
    v.pipe(
      oneOf(["github", "gitlab"]),
      v.description("Where the workflows run; by default detected from the remote."),
    ),
  ),
  branch: v.optional(
    v.pipe(
      text,
      v.regex(
        /^(?!-)(?!.*(?:\.\.|@\{|\.lock$))[^\s~^:?*[\\"]+$/,
        "must be a branch that git takes, without quotes",
      ),
      v.description(
        "Branch whose commits are published to TestPyPI; by default main, or master if there is no main.",
      ),
    ),
  ),
  testpypi: v.optional(
    flag("Publish each commit of the branch to TestPyPI, and each release there before PyPI."),
    true,
  ),
  attest: v.optional(
    v.pipe(
      oneOf(["github", "none"]),
      v.description("Whether GitHub stores build provenance for each release."),
    ),
    "github",
  ),
  systems: v.optional(
    v.pipe(
      list("runner labels"),
      v.minLength(1, "must name a runner"),
      v.description("Runners that verify the release."),
    ),
    ["ubuntu-latest", "windows-latest", "macos-latest"],
  ),
  wheels: v.optional(
    v.pipe(
      list("runner labels"),
      v.description(
        "Runners that build wheels with cibuildwheel; by default one for each usual platform where the project has native code, and none elsewhere.",
      ),
    ),
  ),
  python: v.optional(
    v.pipe(
      v.array(
        v.pipe(text, v.regex(/^(?:3\.\d+t?|pypy3\.\d+)$/, "must be 3.N, 3.Nt or pypy3.N")),
        "must be a list of Python versions",
      ),
      v.description(
        "Minor versions that verify the release; by default those of the classifiers and requires-python.",
      ),
    ),
    [],
  ),
  environments: v.optional(
    v.pipe(
      v.strictObject({
        pypi: v.optional(
          v.pipe(environment, v.description("Environment of the job that publishes to PyPI.")),
          "pypi",
        ),
        testpypi: v.optional(
          v.pipe(environment, v.description("Environment of the job that publishes to TestPyPI.")),
          "testpypi",
        ),
      }),
      v.description("Environments of the jobs that publish."),
    ),
    {},
  ),
  tests: v.optional(
    flag("Run the project's own tests against the installed wheel in each verify job."),
    true,
  ),
  action: v.optional(
    v.pipe(
      text,
      v.regex(
        /^[\w.-]+\/[\w.-]+@[0-9a-f]{40}(?: # v\d+(?:\.\d+)*)?$/,
        "must be owner/name@COMMIT with 40 hex digits, optionally followed by # vVERSION",
      ),
      v.description(
        "The action of shipwheel for the jobs, pinned to a commit; by default npx fetches the package.",
      ),
    ),
  ),
  version: v.optional(
    v.pipe(
      text,
      v.regex(/^\d+\.\d+\.\d+(?:-[0-9a-z.]+)?$/, "must be a version of npm, such as 1.2.3"),
      v.description("The version of shipwheel that the jobs run; by default the one that generates them."),
    ),
  ),
  "enterprise-server": v.optional(flag("Omit settings that only github.com supports (cache-mode)."), false),
});
