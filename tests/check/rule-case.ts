import { visitorsFor } from "../../src/check/engine/visit-members.ts";
import { RULES } from "../../src/check/engine/registry.ts";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { runChecks, type CheckResult } from "../../src/check/engine/engine.ts";
import type { AttestationFile } from "../../src/check/views/attestation-files.ts";
import type { IndexFacts } from "../../src/index-client/index-facts.ts";
import type { CheckInputs } from "../../src/check/engine/rule.ts";
import type { TargetId } from "../../src/index-client/targets.ts";
import { scanImports } from "../../src/check/scan/scan-imports.ts";
import type { Contract } from "../../src/config/sections/contract.ts";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import { renderDescriptions } from "../../src/check/inputs/render-descriptions.ts";
import { openRenderer } from "../../src/toolbox/pinned/description-renderer.ts";
import { openDistribution } from "../../src/distribution/distribution.ts";
import type { GitState } from "../../src/tree/git-state.ts";
import type { Severity } from "../../src/findings/finding.ts";
import type { StrictFacts } from "../../src/versioning/strict-facts.ts";
import { historyOf, tagsOf } from "../support/history.ts";
import { sdist, type SdistBuilder } from "../support/sdist.ts";
import { temporaryDirectory, tree, type Overlay } from "../support/tree.ts";
import { wheel, type WheelBuilder } from "../support/wheel.ts";

/** What is checked: the good project with one thing changed. What is left out is not there at all. */
export interface Situation {
  readonly tree?: Overlay;
  readonly git?: Partial<GitState>;
  readonly wheel?: (good: WheelBuilder) => WheelBuilder;
  readonly sdist?: (good: SdistBuilder) => SdistBuilder;
  /** Wheels from other parts than the good one. */
  readonly otherWheel?: () => WheelBuilder;
  /** A file just as it is. */
  readonly raw?: { readonly name: string; readonly bytes: () => Uint8Array };
  readonly target?: TargetId;
  readonly version?: string;
  /** What is special about the version against its history. */
  readonly history?: (plain: StrictFacts) => StrictFacts;
  /** The attestations beside the first distribution. */
  readonly attestations?: (file: {
    readonly fileName: string;
    readonly sha256: string;
  }) => readonly AttestationFile[];
  /** What the user's index says; default: nobody asked it. */
  readonly index?: IndexFacts;
  /** What the project promises of its distributions; default: nothing. */
  readonly contract?: Partial<Contract>;
}

/** The configured tool has the last word on the version. */
export const COMPAT = { history: (plain: StrictFacts): StrictFacts => ({ ...plain, mode: "compat" }) };

/** A rule at work: a situation in which it speaks, and one in which it is silent. */
export interface RuleCase {
  readonly code: string;
  /** What is special about it, when a rule has several cases. */
  readonly about?: string;
  readonly fires: Situation;
  readonly silent?: Situation;
  /** Part of the message. */
  readonly says: string;
  readonly severity?: Severity;
  /** `file:line` of the finding, or the file alone. */
  readonly at?: string;
  /** Part of the help. */
  readonly help?: string;
  /** A symptom that it accounts for. */
  readonly explains?: string;
}

const HEADERS = [
  "Metadata-Version: 2.4",
  "Name: demo",
  "Version: 1.0",
  "Summary: A project without a defect",
  "Author-email: Ada Byron <ada@good.dev>",
  "License-Expression: MIT",
  "License-File: LICENSE",
  "Project-URL: Homepage, https://good.dev/demo",
  "Classifier: Programming Language :: Python :: 3",
  "Requires-Python: >=3.9",
  "Requires-Dist: click>=8",
  "Description-Content-Type: text/markdown",
];
const DESCRIPTION =
  "# demo\n\nA project without a defect. It does nothing, and does it well: see the [manual](https://good.dev/demo).\n";
const INIT = '"""Demo."""\n\n__version__ = "1.0"\n';
const CLI = 'import sys\n\nimport click\n\n\ndef main():\n    click.echo("hello")\n    return sys.exit(0)\n';

/** The wheel of the good tree. */
export function goodWheel(): WheelBuilder {
  return withRelease(wheel());
}

/** The same content in a wheel of another identity. */
export function withRelease(builder: WheelBuilder): WheelBuilder {
  return builder
    .metadataLines(HEADERS)
    .description(DESCRIPTION)
    .entryPoints("[console_scripts]\ndemo = demo.cli:main\n")
    .file("demo/__init__.py", INIT)
    .file("demo/cli.py", CLI)
    .file(`${builder.distInfo}/licenses/LICENSE`, "MIT License\n");
}

/** The header lines of the good metadata with one replaced (or, with null, removed). */
export function headers(field: string, line: string | null): readonly string[] {
  return HEADERS.flatMap((each) => (each.startsWith(`${field}:`) ? (line === null ? [] : [line]) : [each]));
}

/** The header lines of the good metadata and more. */
export function moreHeaders(...lines: readonly string[]): readonly string[] {
  return [...HEADERS, ...lines];
}

/** The sdist of the good tree. */
export function goodSdist(): SdistBuilder {
  return sdist()
    .metadataLines(HEADERS)
    .description(DESCRIPTION)
    .file("LICENSE", "MIT License\n")
    .file("README.md", DESCRIPTION)
    .file("pyproject.toml", '[project]\nname = "demo"\n')
    .file("src/demo/__init__.py", INIT)
    .file("src/demo/cli.py", CLI);
}

/** Checks a situation with everything real: files, archives and, unless a rule is meant that needs none, one Python process. */
export function checkSituation(
  situation: Situation,
  withPython: boolean = true,
  extendSelect: readonly string[] = [],
): Promise<CheckResult> {
  const contract = { ...DEFAULT_CONFIG.check.contract, ...situation.contract };
  const config = { ...DEFAULT_CONFIG.check, contract, "extend-select": extendSelect };
  return withSituation(situation, withPython, (inputs) => runChecks(inputs, config));
}

/** Makes a situation, reads it, and gives it to a function; afterwards it is gone. */
export async function withSituation<T>(
  situation: Situation,
  withPython: boolean,
  use: (inputs: CheckInputs) => Promise<T>,
): Promise<T> {
  await using directory = await temporaryDirectory("shipwheel-rule-");
  await using dist = await temporaryDirectory("shipwheel-dist-");
  await using node = nodePorts({});
  const source =
    situation.tree === undefined && situation.git === undefined
      ? undefined
      : await tree(directory.path, situation.tree ?? {}, situation.git ?? null);
  const builders = [
    ...(situation.wheel === undefined ? [] : [situation.wheel(goodWheel())]),
    ...(situation.otherWheel === undefined ? [] : [situation.otherWheel()]),
    ...(situation.sdist === undefined ? [] : [situation.sdist(goodSdist())]),
  ];
  const paths = await Promise.all(builders.map((builder) => builder.write(dist.path)));
  if (situation.raw !== undefined) {
    const path = join(dist.path, situation.raw.name);
    await writeFile(path, situation.raw.bytes());
    paths.push(path);
  }
  const visitors = visitorsFor({ select: ["all"], "extend-select": [] }, RULES);
  const distributions = await Promise.all(
    paths.map((path) => openDistribution(path, node.ports.files, { visitors })),
  );
  try {
    const first = distributions.find((each) => each.kind === "wheel");
    const request = {
      ...(source !== undefined && { tree: source }),
      ...(first !== undefined && {
        wheelPath: first.path,
        requiresPython: first.metadata?.requiresPython ?? null,
      }),
    };
    const imports = withPython ? await scanImports(request, "python3", node.ports) : undefined;
    await using renderer = openRenderer(node.ports);
    const inputs = { distributions, ...(source !== undefined && { tree: source }) };
    const renderings = await renderDescriptions(inputs, renderer);
    const plain = source === undefined ? undefined : historyOf(source, situation.version);
    const history = plain === undefined ? undefined : (situation.history?.(plain) ?? plain);
    return await use({
      distributions,
      ...(imports !== undefined && { imports }),
      ...(renderings !== undefined && { renderings }),
      ...(history !== undefined && { history }),
      ...(source !== undefined && { tags: tagsOf(source) }),
      ...(situation.index !== undefined && { index: situation.index }),
      attestations: distributions
        .slice(0, 1)
        .flatMap(({ fileName, digests }) => situation.attestations?.({ fileName, ...digests }) ?? []),
      target: situation.target ?? "pypi",
      builtFromTree: source !== undefined && distributions.length > 0,
      today: new Date("2026-11-21T00:00:00Z"),
      ...(source !== undefined && { tree: source }),
      ...(situation.version !== undefined && { version: situation.version }),
    });
  } finally {
    for (const each of distributions) await each[Symbol.asyncDispose]();
  }
}
