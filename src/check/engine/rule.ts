import type { ProjectTags } from "../../versioning/tags/read-tags.ts";
import type { StrictFacts } from "../../versioning/strict-facts.ts";
import type { RuleDocs } from "../../findings/rule-docs.ts";
import type { Contract } from "../../config/sections/contract.ts";
import type { Renderings } from "../../distribution/metadata/description-rendering.ts";
import type { Distribution } from "../../distribution/distribution.ts";
import type { MemberVisitor } from "../../distribution/member-visitor.ts";
import type { VisitedMember } from "../../distribution/visited-member.ts";
import type { Layout } from "../../tree/layout.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { Confidence, Finding, Fix, Severity } from "../../findings/finding.ts";
import type { Phase } from "../../findings/phase.ts";
import type { Location } from "../../findings/location.ts";
import type { AttestationFile } from "../views/attestation-files.ts";
import type { IndexFacts } from "../../index-client/index-facts.ts";
import type { TargetId } from "../../index-client/targets.ts";
import type { ImportScan } from "../scan/import-scan.ts";
import type { OptionsSchema } from "./options-schema.ts";

/** What a rule may ask for. `set`: at least two distributions, or the whole release; `python`: the import scan; `renderer`: PyPI's own. */
export type Need = "tree" | "sdist" | "wheel" | "dist" | "set" | "index" | "python" | "renderer" | "history";

/** Everything that was read, before the engine has picked what a rule gets. */
export interface CheckInputs {
  readonly tree?: SourceTree;
  readonly distributions: readonly Distribution[];
  readonly target: TargetId;
  /** The version of the release, once the backend has said it. */
  readonly version?: string;
  /** The version against tags and history; absent without a repository, and where its tool cannot read it. */
  readonly history?: StrictFacts;
  /** The tags of the tree as everything reads them; absent without a tree. */
  readonly tags?: ProjectTags;
  readonly imports?: ImportScan;
  /** Of each wheel, when several were scanned; `imports` is the first one's. */
  readonly scans?: ReadonlyMap<Distribution, ImportScan>;
  /** The attestations that lie beside the distributions; absent when nobody looked. */
  readonly attestations?: readonly AttestationFile[];
  /** What the user's own index has; absent when it was not asked. */
  readonly index?: IndexFacts;
  /** Whether the project is on PyPI already, as somebody said; absent: nobody did. */
  readonly existing?: boolean;
  /** Of every description; absent when PyPI's renderer could not be had. */
  readonly renderings?: Renderings;
  /** True when the distributions were built from this tree: only then are they compared with it. */
  readonly builtFromTree?: boolean;
  /** Whether the build makes relative links of the README absolute. */
  readonly absoluteLinks?: boolean;
  /** `release`: hygiene is told one level lower. Default: all is told as it is. */
  readonly purpose?: "check" | "release";
  /** Called between rules, so that a signal is heard; rejects when the run was interrupted. */
  readonly breathe?: () => Promise<void>;
  /** Today, for tables that age and ignores that expire. */
  readonly today?: Date;
}

/** What the rules see: the inputs, and what is derived from them once for all rules. */
export interface RuleInputs extends Omit<CheckInputs, "today"> {
  readonly today: Date;
  readonly wheels: readonly Distribution[];
  readonly sdists: readonly Distribution[];
  /** Of the tree; null without one. */
  readonly layout: Layout | null;
  /** Whether the rules hold that only PyPI has. */
  readonly isPyPI: boolean;
  /** What the project promises of its distributions ([tool.shipwheel.check.contract]). */
  readonly contract: Contract;
}

/** What a finding is about: this release, for those who install it; or how the project is kept, today as on any day. */
export type Scope = "release" | "hygiene";

/** A finding as a rule makes it; the engine adds what the rule itself says. */
export interface RuleFinding {
  readonly message: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly location?: Location;
  readonly related?: readonly Location[];
  readonly why?: string;
  readonly help?: string;
  readonly fix?: Fix;
  readonly subject?: string;
  readonly explains?: readonly string[];
  readonly symptom?: string;
  readonly disprovedBy?: readonly string[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What a rule is, as data. */
interface RuleFacts {
  /** Stable, never reused: a family's letter and three digits. */
  readonly code: string;
  /** Kebab-case name of the defect. */
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  /** `hygiene`: no release gets better or worse by it, so that a rehearsal and a release tell it one level lower. Default `release`. */
  readonly scope?: Scope;
  /** The kind of failure that it is; default `check`. */
  readonly phase?: Phase;
  /** Keys of outcomes that withdraw its *likely* findings, unless one says otherwise (see `Finding.disprovedBy`). */
  readonly disprovedBy?: readonly string[];
  readonly docs: RuleDocs;
}

/** A rule: data and one pure function. */
export interface Rule extends RuleFacts {
  readonly family: string;
  readonly scope: Scope;
  /** Whose rule it is, when it is not ours: the name of its plugin. */
  readonly plugin?: string;
  /** Runs when one of these alternatives is given completely; each is a list of inputs that belong together. */
  readonly needs: readonly (readonly Need[])[];
  /** True for a rule about the wheel that predicts it from a tree alone: a wheel that is given takes the place of its prediction. */
  readonly predictsWheel: boolean;
  /** True for a rule that only PyPI and TestPyPI have. */
  readonly pypiOnly: boolean;
  /** False for a rule that runs only when it is selected by its code, slug or family. */
  readonly byDefault: boolean;
  /** Of its findings, unless one says otherwise. */
  readonly confidence: Confidence;
  /** Whether its findings can carry a fix. */
  readonly fix: Fix["safety"] | null;
  /** Of [tool.shipwheel.check.options.CODE]; defaults filled in. */
  readonly options: OptionsSchema<unknown> | null;
  /** Looks at members while the archive is read. */
  readonly visitor: MemberVisitor<unknown> | null;
  readonly check: (
    inputs: RuleInputs,
    options: never,
    seen: never,
  ) => Iterable<RuleFinding> | Promise<Iterable<RuleFinding>>;
}

/** A rule as it is written down. */
export interface RuleDeclaration<Options, Seen> extends RuleFacts {
  /** A flat list means that any one of the inputs is enough. */
  readonly needs: readonly (Need | readonly Need[])[];
  readonly predictsWheel?: boolean;
  readonly pypiOnly?: boolean;
  readonly byDefault?: boolean;
  /** Default `certain`. */
  readonly confidence?: Confidence;
  readonly fix?: Fix["safety"];
  /** A strict object with a default for every key: `{}` must be valid. */
  readonly options?: OptionsSchema<Options>;
  readonly visitor?: MemberVisitor<Seen>;
  /** `seen`: what `visitor` gave, member by member, of all distributions. */
  readonly check: (
    inputs: RuleInputs,
    options: Options,
    seen: readonly VisitedMember<Seen>[],
  ) => Iterable<RuleFinding> | Promise<Iterable<RuleFinding>>;
}

/** Declares a rule. */
export function defineRule<Options = undefined, Seen = undefined>(
  rule: RuleDeclaration<Options, Seen>,
): Rule {
  return {
    ...rule,
    needs: rule.needs.map((need) => (typeof need === "string" ? [need] : need)),
    family: /^[A-Z]+/.exec(rule.code)?.[0] ?? "",
    scope: rule.scope ?? "release",
    predictsWheel: rule.predictsWheel ?? false,
    pypiOnly: rule.pypiOnly ?? false,
    byDefault: rule.byDefault ?? true,
    confidence: rule.confidence ?? "certain",
    fix: rule.fix ?? null,
    options: rule.options ?? null,
    visitor: rule.visitor ?? null,
  };
}

/** A finding of a rule, complete. */
export function completeFinding(rule: Rule, finding: RuleFinding): Finding {
  return {
    rule: rule.code,
    slug: rule.slug,
    phase: rule.phase ?? "check",
    severity: rule.severity,
    confidence: rule.confidence,
    why: rule.docs.why,
    help: rule.docs.fix,
    ...(rule.disprovedBy !== undefined && { disprovedBy: rule.disprovedBy }),
    ...finding,
    ...cutWords(finding),
  };
}

/** Longer words are no longer read by anybody: a member's name or a line of RECORD can have megabytes. Characters. */
const LONGEST = 4000;

function cutWords(finding: RuleFinding): Partial<RuleFinding> {
  const cut: Record<string, string> = {};
  for (const key of ["message", "why", "help", "subject"] as const) {
    const text = finding[key];
    if (text !== undefined && text.length > LONGEST) cut[key] = `${text.slice(0, LONGEST)}…`;
  }
  const { location } = finding;
  if (location === undefined || location.file.length <= LONGEST) return cut;
  return { ...cut, location: { ...location, file: `${location.file.slice(0, LONGEST)}…` } };
}
