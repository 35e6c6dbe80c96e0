/**
 * The library: what the command line does, for programs. Acting functions take {@link Ports}; `nodePorts` makes the
 * real ones. Defects of a project are {@link Finding}s, jobs that could not be done are thrown {@link Fault}s.
 */
export { nodePorts, type NodePorts } from "./adapters/node-ports.ts";
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
export { parseRequirement, type Requirement } from "./version/requirement.ts";
export { rehearse } from "./rehearse/rehearse.ts";
export type { RunReport } from "./engine/report.ts";
export type { RunRequest } from "./engine/run-request.ts";
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
export type { ProgressEvent } from "./ports/event.ts";
export { Fault } from "./findings/fault.ts";
export type { Finding, Fix, Severity, Skipped } from "./findings/finding.ts";
export type { Location } from "./findings/location.ts";
export { EXIT_CODES, type Phase } from "./findings/phase.ts";
export { normalizeName } from "./version/names.ts";
export { compareVersions, formatVersion, parseVersion, type Version } from "./version/pep440.ts";
export { pep440OfSemver, semverOfPep440, type Spelling } from "./version/semver.ts";
export { parseSpecifierSet, type SpecifierSet } from "./version/specifiers.ts";
