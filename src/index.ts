/**
 * The library: what the command line does, for programs. One function a command, which takes the command's flags in
 * camelCase; all have defaults. Defects of a project are {@link Finding}s in what they return, jobs that could not be
 * done are thrown {@link Fault}s. Nothing prints, and nothing ends the process.
 */
export { check } from "./library/check.ts";
export { projectVersion, type VersionOptions } from "./library/project-version.ts";
export {
  build,
  rehearse,
  verify,
  type BuildOptions,
  type RehearseOptions,
  type VerifyOptions,
} from "./library/rehearse.ts";
export { plan, publish, release } from "./library/release.ts";
export type { DirectoryOptions, LibraryOptions } from "./library/with-ports.ts";

export type { CheckOptions } from "./check/inputs/check-request.ts";
export type { CheckReport } from "./engine/check-report.ts";
export type { RunReport } from "./engine/report.ts";
export type { RunOptions } from "./engine/run-request.ts";
export type { PublishOptions, RejectedFiles } from "./release/publish.ts";
export type { PublishReport } from "./release/publish-files.ts";
export type { ReleasePlan } from "./release/read-plan.ts";
export type { ReleaseOptions } from "./release/release-options.ts";
export type { ReleaseReport } from "./release/record/release-report.ts";
export type { ProjectVersion } from "./versioning/project-version.ts";

export { Fault, type FaultFields } from "./findings/fault.ts";
export type { FaultCode } from "./findings/fault-table.ts";
export type { Finding, Fix, Severity, Skipped } from "./findings/finding.ts";
export type { Location } from "./findings/location.ts";
export { EXIT_CODES, type Phase } from "./findings/phase.ts";

export { nodePorts, type NodePorts } from "./adapters/node-ports.ts";
export type { EventSink, ProgressEvent } from "./ports/event.ts";
export type { Files } from "./ports/files.ts";
export type { HttpClient, HttpServers } from "./ports/http.ts";
export type { Locks } from "./ports/locks.ts";
export type { Modules } from "./ports/modules.ts";
export type { Patterns } from "./ports/patterns.ts";
export type { Clock, Environment, Ports, Random } from "./ports/ports.ts";
export type { Processes } from "./ports/processes.ts";

export { runChecks, type CheckResult } from "./check/engine/engine.ts";
export { RULES } from "./check/engine/registry.ts";
export { fixIn } from "./check/engine/fix.ts";
export { definePlugin, type Plugin } from "./check/engine/plugin.ts";
export {
  defineRule,
  type CheckInputs,
  type Rule,
  type RuleDeclaration,
  type RuleFinding,
  type RuleInputs,
} from "./check/engine/rule.ts";
export { readConfig } from "./config/read-config.ts";
export { DEFAULT_CONFIG, type Config } from "./config/schema.ts";
export { openDistribution, type Distribution } from "./distribution/distribution.ts";
export { parseFileName, type ParsedFileName } from "./distribution/file-names.ts";
export { parseMetadata, type CoreMetadata } from "./distribution/metadata/metadata.ts";
export { readSourceTree } from "./tree/read-source-tree.ts";
export {
  addTomlItem,
  removeTomlItem,
  removeTomlKey,
  renameTomlKey,
  setTomlValue,
} from "./tree/edit/toml-edit.ts";
export type { SourceTree } from "./tree/source-tree.ts";
export { normalizeName } from "./version/names.ts";
export { compareVersions, formatVersion, parseVersion, type Version } from "./version/pep440.ts";
export { parseRequirement, type Requirement } from "./version/requirement.ts";
export { pep440OfSemver, semverOfPep440, type Spelling } from "./version/semver.ts";
export { parseSpecifierSet, type SpecifierSet } from "./version/specifiers.ts";
