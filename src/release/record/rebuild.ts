import { basename, join } from "node:path";
import { compareArchives } from "../../distribution/compare/compare-archives.ts";
import { openDistribution } from "../../distribution/distribution.ts";
import type { BuildReport, RunReport } from "../../engine/report.ts";
import type { JournalEntry } from "../../engine/journal/chain.ts";
import { runRequest } from "../../engine/run-request.ts";
import { gitRunner } from "../../git/git-runner.ts";
import type { Ports } from "../../ports/ports.ts";
import { build } from "../../rehearse/rehearse.ts";
import { bringPython } from "../../toolbox/bring-python.ts";
import { findUv } from "../../toolbox/uv.ts";
import { listed } from "../../text/plural.ts";
import type { RecordCheck } from "./check-record.ts";
import { copiesOf } from "./file-checks.ts";
import { recordedBuild } from "./recorded-build.ts";
import type { ReleaseRecord } from "./record-file.ts";

/** What is built again. */
export interface RebuildRequest {
  readonly record: ReleaseRecord;
  /** Where the record and its files are; absolute. */
  readonly directory: string;
  readonly files: string | null;
  /** A repository with the tag; absolute. */
  readonly repository: string;
  readonly offline: boolean;
}

const TITLE = "the same bytes when built again";

/**
 * Builds the commit of a release again, with the build requirements, the Python and the settings that its record names, and
 * compares the digests. What cannot be done again (an older record, no such Python) is said, never passed.
 */
export async function rebuildChecks(request: RebuildRequest, ports: Ports): Promise<readonly RecordCheck[]> {
  const { record, repository, offline } = request;
  const open = (detail: string): readonly RecordCheck[] => [{ title: TITLE, outcome: "not-checked", detail }];
  const made = recordedBuild(record.entries);
  if (made === null || record.commit === null)
    return open("the record does not say what its files were built with");
  const checkout = await checkOut(record, repository, ports);
  if (typeof checkout !== "string") return open(checkout.reason);
  const uv = await findUv(ports, { offline });
  const [major, minor] = made.python.split(".");
  const python = await bringPython(`${major}.${minor}`, uv, ports, { directory: checkout, offline });
  if ("absent" in python) return open(python.absent);
  const report = await build(
    {
      ...runRequest(join(checkout, folderOf(record.entries)), {
        python: [python.executable],
        offline,
        normalize: made.normalized.length > 0,
        absoluteLinks: made.readme != null,
      }),
      materials: {
        requirements: made.environment.map(({ requirement }) => requirement),
        satisfies: made.requires,
      },
    },
    atTime(made, ports),
    await ports.files.temporaryDirectory("rebuilt"),
  );
  if (report.artifacts.length === 0) {
    const [first] = report.findings;
    const reason = first?.message ?? report.error?.message ?? "nothing was built";
    return [
      { title: TITLE, outcome: "broken", detail: `the build fails now: ${reason}`, file: record.tag ?? "" },
    ];
  }
  const other =
    python.version === made.python ? "" : `; built with Python ${python.version}, then with ${made.python}`;
  const checks: RecordCheck[] = [];
  for (const name of Object.keys(record.files).filter((each) => /\.(?:whl|tar\.gz)$/.test(each)))
    checks.push(await compared(name, report, request, other, ports));
  return checks;
}

/** A clone of the repository at the commit of the release, with its tags; else why there is none. */
async function checkOut(
  { commit, tag }: ReleaseRecord,
  repository: string,
  ports: Ports,
): Promise<string | { readonly reason: string }> {
  const source = gitRunner(repository, ports);
  const top = await source.run(["rev-parse", "--show-toplevel"]);
  if (top.status !== 0)
    return { reason: `${repository} is not in a git repository: name one with --repository` };
  const root = top.stdout.trim();
  const has = await source.run(["cat-file", "-e", `${commit}^{commit}`]);
  if (has.status !== 0)
    return {
      reason: `the repository ${root} does not have ${tag ?? "the commit"} (${commit?.slice(0, 12)}): git fetch --tags`,
    };
  const parent = await ports.files.temporaryDirectory("rebuild");
  const clone = join(parent, basename(root) || "project");
  const git = gitRunner(parent, ports);
  await git.ask("clone", "--quiet", "--no-checkout", "--template=", root, clone);
  await gitRunner(clone, ports).ask("checkout", "--quiet", "--detach", commit ?? "HEAD");
  return clone;
}

function folderOf(entries: readonly JournalEntry[]): string {
  const folder = entries.findLast(({ type }) => type === "rehearsed")?.data["folder"];
  return typeof folder === "string" ? folder : "";
}

/** The time that the first build was told counts, whatever the user's environment says now. */
function atTime({ sourceDateEpoch }: BuildReport, ports: Ports): Ports {
  if (sourceDateEpoch === null) return ports;
  const { environment } = ports;
  const variables = { ...environment.variables, SOURCE_DATE_EPOCH: String(sourceDateEpoch) };
  return { ...ports, environment: { ...environment, variables } };
}

async function compared(
  name: string,
  { artifacts }: RunReport,
  { record, directory, files }: RebuildRequest,
  other: string,
  ports: Ports,
): Promise<RecordCheck> {
  const again = artifacts.find(({ file }) => file === name);
  if (again === undefined)
    return {
      title: TITLE,
      outcome: "not-checked",
      detail: `${name} was built elsewhere: this build makes no such file`,
    };
  if (again.sha256 === record.files[name])
    return {
      title: TITLE,
      outcome: "holds",
      detail: `${name} from ${record.tag ?? record.commit?.slice(0, 12)}${other}`,
    };
  const [copy] = await copiesOf(name, directory, files, ports);
  const detail = `sha256 ${again.sha256}, not ${record.files[name]}`;
  if (copy === undefined) return { title: TITLE, outcome: "broken", detail: `${detail}${other}`, file: name };
  await using released = await openDistribution(copy, ports.files);
  await using rebuilt = await openDistribution(again.path, ports.files);
  const found = compareArchives(released, rebuilt, "bytes");
  const members = [...new Set(found.map((each) => `${each.member ?? "the archive"} (${each.kind})`))];
  return { title: TITLE, outcome: "broken", detail: `differs in ${listed(members)}${other}`, file: name };
}
