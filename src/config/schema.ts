import * as v from "valibot";
import { auditSection, type AuditConfig } from "./sections/audit.ts";
import { buildSection, type BuildConfig } from "./sections/build.ts";
import { changelogSection, type ChangelogConfig } from "./sections/changelog.ts";
import { checkSection, type CheckConfig } from "./sections/check.ts";
import { BUILDER_IDS, type BuilderId } from "../toolbox/pinned/builders.ts";
import { INSTALLER_IDS, type InstallerId } from "../toolbox/installers/registry.ts";
import { TARGET_IDS, type TargetId } from "../index-client/targets.ts";
import { argv, exitStatuses, oneOf, seconds, text } from "./sections/value-schemas.ts";
import { diffSection, type DiffConfig } from "./sections/diff.ts";
import { footprintSection, type FootprintConfig } from "./sections/footprint.ts";
import { gatesSection, type GatesConfig } from "./sections/gates.ts";
import { imageSection, type ImageConfig } from "./sections/image.ts";
import { publishSection, type PublishConfig } from "./sections/publish.ts";
import { recipeSection, type RecipeConfig } from "./sections/recipe.ts";
import { releaseSection, type ReleaseConfig } from "./sections/release.ts";
import { verifySection, type VerifyConfig } from "./sections/verify.ts";
import { tableOf } from "./sections/verify-command.ts";
import { versionSection, type VersionConfig } from "./sections/version.ts";
import { workflowSection, type WorkflowConfig } from "./sections/workflow.ts";

const script = v.strictObject({
  args: v.optional(v.pipe(argv, v.description("Arguments of the trial run.")), ["--help"]),
  exit: v.optional(exitStatuses, 0),
  skip: v.optional(v.pipe(text, v.description("Do not run the script, for this reason."))),
  "version-args": v.optional(
    v.pipe(
      v.union([argv, v.literal(false)], "must be a list of arguments, or false"),
      v.description("Arguments that print the version; false if the script has no such option."),
    ),
  ),
  input: v.optional(
    v.pipe(v.string("must be a string"), v.description("Text for the script's standard input.")),
  ),
});

const importSkip = v.strictObject({
  module: v.pipe(text, v.description("Dotted name; `pkg.*` for everything below it.")),
  reason: v.pipe(text, v.description("Why it cannot be imported on its own.")),
});

/** What is expected of one script. */
export interface ScriptExpectation {
  readonly args: readonly string[];
  readonly exit: readonly number[];
  /** The reason why it is not run. */
  readonly skip?: string | undefined;
  readonly "version-args"?: readonly string[] | false | undefined;
  readonly input?: string | undefined;
}

/** The settings of a project ([tool.shipwheel]), defaults filled in. */
export interface Config {
  readonly target: TargetId;
  readonly builder: BuilderId;
  readonly installers: readonly InstallerId[];
  /** Versions or paths; empty for the one on PATH. */
  readonly python: readonly string[];
  /** Seconds. */
  readonly "build-timeout": number;
  /** Seconds. */
  readonly "script-timeout": number;
  readonly audit: AuditConfig;
  readonly build: BuildConfig;
  readonly check: CheckConfig;
  readonly publish: PublishConfig;
  readonly release: ReleaseConfig;
  readonly version: VersionConfig;
  readonly changelog: ChangelogConfig;
  readonly diff: DiffConfig;
  readonly footprint: FootprintConfig;
  readonly gates: GatesConfig;
  readonly image: ImageConfig;
  readonly recipe: RecipeConfig;
  readonly scripts: Readonly<Record<string, ScriptExpectation>>;
  readonly import: { readonly skip: readonly { readonly module: string; readonly reason: string }[] };
  readonly verify: VerifyConfig;
  readonly workflow: WorkflowConfig;
}

/** A table that may be missing, with what it is about. */
function section<T extends v.GenericSchema<unknown, unknown>>(table: T, about: string) {
  return v.optional(v.pipe(table, v.description(about)), {});
}

/** The schema of [tool.shipwheel]: checks, defaults and the reference come from here; the compiler holds it to {@link Config}. */
export const configSchema: v.GenericSchema<unknown, Config> = v.strictObject({
  target: v.optional(v.pipe(oneOf(TARGET_IDS), v.description("The kind of index to release to.")), "pypi"),
  builder: v.optional(v.pipe(oneOf(BUILDER_IDS), v.description("The frontend that builds.")), BUILDER_IDS[0]),
  installers: v.optional(
    v.pipe(
      v.array(oneOf(INSTALLER_IDS), "must be a list"),
      v.minLength(1, "must name at least one installer"),
      v.description("Installers for the trials."),
    ),
    [...INSTALLER_IDS],
  ),
  python: v.optional(
    v.pipe(
      v.union(
        [
          v.array(text),
          v.pipe(
            text,
            v.transform((value) => [value]),
          ),
        ],
        "must be a version or a list of them",
      ),
      v.description("Interpreters (versions or paths) for trials; by default the one on PATH."),
    ),
    [],
  ),
  "build-timeout": v.optional(v.pipe(seconds, v.description("Seconds for one build.")), 900),
  "script-timeout": v.optional(v.pipe(seconds, v.description("Seconds for one script or import.")), 60),
  audit: section(auditSection, "What dependencies may bring, and what of it is waived."),
  build: section(buildSection, "How the sdist and the wheel are built."),
  check: section(checkSection, "Which rules are checked, and what is waived."),
  publish: section(publishSection, "Indexes, and how files are uploaded to them."),
  release: section(releaseSection, "Tag, assets and steps of a release."),
  version: section(versionSection, "Where the version comes from, and how the next one is derived."),
  changelog: section(changelogSection, "The kind of changelog, and where it is."),
  diff: section(diffSection, "How two releases are compared."),
  footprint: section(footprintSection, "Limits of what an installation takes."),
  gates: section(gatesSection, "The project's own checks before a release."),
  image: section(imageSection, "The container image of a release."),
  recipe: section(recipeSection, "Packages for other channels."),
  scripts: v.optional(
    v.pipe(v.record(v.string(), script), v.description("What is expected of each script, by name.")),
    {},
  ),
  import: section(
    v.strictObject({
      skip: v.optional(
        v.pipe(
          v.array(importSkip, "must be a list"),
          v.description("Modules that the trials do not import on their own."),
        ),
        [],
      ),
    }),
    "How modules are imported in the trials.",
  ),
  verify: section(verifySection, "Installations, commands and trials of the built files."),
  workflow: section(workflowSection, "What the generated workflows do."),
});

/** The settings of a project that sets none. */
export const DEFAULT_CONFIG: Config = v.parse(configSchema, {});

/** The smoke commands as a person would type them. */
export function smokeCommandTexts(config: Pick<Config, "verify">): readonly string[] {
  return config.verify.commands.map((each) => {
    const { run } = tableOf(each);
    return typeof run === "string" ? run : run.join(" ");
  });
}
