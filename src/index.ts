/**
 * The library: what the command line does, for programs. Acting functions take {@link Ports}; `nodePorts` makes the
 * real ones. Defects of a project are {@link Finding}s, jobs that could not be done are thrown {@link Fault}s.
 */
export { nodePorts, type NodePorts } from "./adapters/node-ports.ts";
export { runChecks, type CheckResult } from "./check/engine.ts";
export { RULES } from "./check/registry.ts";
export { fixIn } from "./check/fix.ts";
export { definePlugin, type Plugin } from "./check/plugin.ts";
export {
  defineRule,
  type CheckInputs,
  type Rule,
  type RuleDeclaration,
  type RuleFinding,
  type RuleInputs,
} from "./check/rule.ts";
export { readConfig } from "./config/read-config.ts";
export { DEFAULT_CONFIG, type Config } from "./config/schema.ts";
export { openDistribution, type Distribution } from "./dist/distribution.ts";
export { parseFileName, type ParsedFileName } from "./dist/file-names.ts";
export { parseMetadata, type CoreMetadata } from "./dist/metadata.ts";
export { parseRequirement, type Requirement } from "./dist/requirement.ts";
export { rehearse } from "./pipeline/rehearse.ts";
export type { RunReport } from "./pipeline/report.ts";
export type { RunRequest } from "./pipeline/request.ts";
export type { Ports } from "./ports/ports.ts";
export { readSourceTree } from "./tree/read-source-tree.ts";
export {
  addTomlItem,
  removeTomlItem,
  removeTomlKey,
  renameTomlKey,
  setTomlValue,
} from "./tree/edit/toml-edit.ts";
export type { SourceTree } from "./tree/source-tree.ts";
export type { ProgressEvent } from "./values/event.ts";
export { Fault } from "./values/fault.ts";
export type { Finding, Fix, Severity, Skipped } from "./values/finding.ts";
export type { Location } from "./values/location.ts";
export { EXIT_CODES, type Phase } from "./values/phase.ts";
export { normalizeName } from "./version/names.ts";
export { compareVersions, formatVersion, parseVersion, type Version } from "./version/pep440.ts";
export { pep440OfSemver, semverOfPep440, type Spelling } from "./version/semver.ts";
export { parseSpecifierSet, type SpecifierSet } from "./version/specifiers.ts";
