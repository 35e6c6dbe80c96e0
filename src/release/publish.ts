import { join } from "node:path";
import { readConfig } from "../config/read-config.ts";
import type { Config } from "../config/schema.ts";
import { judge } from "../engine/verdict.ts";
import { fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { PUBLIC_INDEXES, TARGETS, targetOfKind } from "../index-client/targets.ts";
import type { Ports } from "../ports/ports.ts";
import { chooseTarget } from "../publish/choose-target.ts";
import { isSameAddress } from "../publish/credentials/credential-set.ts";
import { withUserIndexes } from "../publish/credentials/pypirc.ts";
import { placesOfVariables, type NamedPlace } from "../publish/credentials/variable-sets.ts";
import { parseTomlFile } from "../tree/formats/toml-file.ts";
import { namedFiles } from "./files/named-files.ts";
import { publishFiles, type PublishReport, type PublishRequest } from "./publish-files.ts";
import { uploadRequest, type UploadOptions } from "./upload-options.ts";

/** The flags of `shipwheel publish`, in camelCase. */
export interface PublishOptions extends UploadOptions {
  /** Sign the files and send the attestations (PEP 740); default: as `release.attestations` says. */
  readonly attestations?: "auto" | "always" | "never" | undefined;
  /** False: do not check the files first. */
  readonly check?: boolean | undefined;
  /** Load the plugins that the configuration names: they run as your own code. */
  readonly plugins?: boolean | undefined;
}

/** Files that failed the check: nothing was sent. */
export interface RejectedFiles {
  readonly rejected: true;
  readonly findings: readonly Finding[];
  readonly steps: readonly [];
  readonly complete: false;
}

/** The upload that options ask for, with the settings of the project in `directory`, if there is one. */
export async function publishRequest(
  paths: readonly string[],
  directory: string,
  options: PublishOptions,
  ports: Pick<Ports, "files" | "environment">,
): Promise<PublishRequest> {
  const { config, namesIndex } = await settingsIn(directory, ports);
  const publish = await withUserIndexes(config.publish, ports);
  const asked = await uploadRequest(directory, options, ports);
  const { index, indexSource } =
    asked.index === null
      ? indexFor(namesIndex ? publish.index : null, ports)
      : { index: asked.index, indexSource: optionSource(options.index, ports) };
  return {
    paths,
    ...asked,
    index,
    indexSource,
    said: { ...asked.said, source: indexSource },
    config: publish,
    plugins: options.plugins === true,
    attest: {
      provenance: config.release.provenance,
      attestations: options.attestations ?? config.release.attestations,
    },
  };
}

const DEFAULT_INDEX = "pypi";
const INDEX_VARIABLE = "SHIPWHEEL_INDEX";

type Chosen = Required<Pick<PublishRequest, "index" | "indexSource">>;

/** The project's, else the one that the variables of another tool name, else PyPI. */
function indexFor(ofProject: string | null, { environment }: Pick<Ports, "environment">): Chosen {
  if (ofProject !== null) return { index: ofProject, indexSource: "[tool.shipwheel.publish]" };
  const [placed, ...others] = placesOfVariables(environment.variables);
  if (placed === undefined) return { index: DEFAULT_INDEX, indexSource: "the default" };
  // An upload cannot be taken back: which of two places was meant, nobody can tell.
  const other = others.find((each) => indexOf(each) !== indexOf(placed));
  if (other !== undefined) throw fault("usage/several-indexes", { one: placed.source, other: other.source });
  return { index: indexOf(placed), indexSource: placed.source };
}

function indexOf({ place }: NamedPlace): string {
  const known = PUBLIC_INDEXES.find((id) => isSameAddress(TARGETS[id].endpoints?.uploadUrl ?? "", place));
  return known ?? place;
}

/** An option of the command line may come from its variable. */
function optionSource(index: string | undefined, { environment }: Pick<Ports, "environment">): string {
  return index !== undefined && environment.variables[INDEX_VARIABLE] === index ? INDEX_VARIABLE : "--index";
}

async function settingsIn(
  directory: string,
  { files }: Pick<Ports, "files">,
): Promise<{ readonly config: Config; readonly namesIndex: boolean }> {
  const path = join(directory, "pyproject.toml");
  if ((await files.stat(path)) === null) return { config: readConfig(null), namesIndex: false };
  const file = parseTomlFile("pyproject.toml", await files.read(path));
  return {
    config: readConfig(file),
    namesIndex: file.get(["tool", "shipwheel", "publish", "index"]) !== undefined,
  };
}

/** What the check says against files before they are sent; null when nothing is an error. */
export async function rejectedFiles(
  {
    paths,
    index,
    config,
    said,
    plugins,
  }: Pick<PublishRequest, "paths" | "index" | "config" | "said" | "plugins">,
  ports: Ports,
): Promise<RejectedFiles | null> {
  const target = targetOfKind(chooseTarget(index, config, said).dialect);
  const { distributions } = await namedFiles(paths, { ...ports, events: () => undefined });
  // Half of the program, which an upload without a check does without.
  const { checkPaths } = await import("../check/inputs/check-paths.ts");
  const checked = await checkPaths(
    { paths: distributions, allowNoGit: true, select: [], ignore: [], target, plugins },
    ports,
  );
  const { green, findings } = judge(checked.findings, []);
  return green ? null : { rejected: true, findings, steps: [], complete: false };
}

/** Checks the files, and publishes them when nothing is an error; see {@link publishFiles}. */
export async function publish(
  paths: readonly string[],
  directory: string,
  options: PublishOptions,
  ports: Ports,
): Promise<PublishReport | RejectedFiles> {
  const request = await publishRequest(paths, directory, options, ports);
  const rejected = options.check === false ? null : await rejectedFiles(request, ports);
  return rejected ?? publishFiles(request, ports);
}
