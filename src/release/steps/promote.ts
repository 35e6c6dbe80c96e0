import { createHash } from "node:crypto";
import { join } from "node:path";
import { checkPaths } from "../../check/inputs/check-paths.ts";
import { describeDistribution } from "../../distribution/describe-distribution.ts";
import { isFileOf } from "../../distribution/file-names.ts";
import { judge } from "../../engine/verdict.ts";
import type { StepDefinition } from "../../engine/steps/step.ts";
import { fault } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import type { RemoteFile } from "../../index-client/simple-page.ts";
import type { Ports } from "../../ports/ports.ts";
import type { IndexTarget } from "../../publish/choose-target.ts";
import { detectIndex } from "../../publish/detect-index.ts";
import type { FrozenFile } from "../../publish/frozen-file.ts";
import { readRemoteFile, releaseLook } from "../../publish/release-look.ts";
import { normalizeName } from "../../version/names.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { ReleaseMaterial } from "../material.ts";
import { PROMOTED_FROM_ANOTHER_COMMIT, PROMOTED_OTHER_BYTES } from "../release-rules.ts";
import { freezeSet, frozenFiles } from "../state/frozen-set.ts";
import { journalOf } from "../state/release-journal.ts";
import type { ReleaseState } from "../state/release-state.ts";
import { readerOf } from "../publish-files.ts";
import { areIntact } from "./rehearse.ts";

/**
 * Takes the bytes of the release from another index instead of building them: what was tried there is what goes out. Each
 * file is downloaded, compared with the digest that the index tells and with what this machine sent there, and checked by
 * the rules of the index that it goes to.
 */
export const promote: StepDefinition<
  Pick<DecidedRelease, "promotedFrom" | "version">,
  Pick<ReleaseMaterial, "release" | "request" | "state">
> = {
  id: "promote",
  phase: "verify",
  reversible: true,
  plan: ({ promotedFrom, version }) =>
    promotedFrom === null
      ? null
      : {
          title: `download the files of ${version} from ${promotedFrom.title} and verify them`,
          subject: promotedFrom.title,
        },
  carryOut({ release, request, state }, ports) {
    const { promotedFrom, commit } = release;
    if (promotedFrom === null) throw new Error("a promotion was planned, but there is nothing to promote");
    return {
      async observe() {
        const frozen = frozenFiles(state.journal);
        const taken = state.journal.last("rehearsed")?.data;
        const isOurs = taken?.["commit"] === commit && taken["promotedFrom"] === promotedFrom.name;
        if (frozen === null || !isOurs || !(await areIntact(frozen, state, ports)))
          return { state: "absent", detail: `nothing of ${promotedFrom.title} is kept` };
        const files = Object.fromEntries(frozen.map((file) => [file.fileName, file.sha256]));
        const detail = `${frozen.length} files of ${promotedFrom.title} are kept`;
        return { state: "done", detail, proof: { from: promotedFrom.simpleUrl, commit, files } };
      },
      async act() {
        const source = await detectIndex(promotedFrom, ports);
        const found = await filesOn(source, release, request.auth, ports);
        const findings = await againstJournal(found.files, source, release, ports);
        if (findings.length > 0) return findings;
        const frozen = await download(found, source, release, state, ports);
        const checked = await checkPaths(
          {
            paths: frozen.map(({ fileName }) => join(state.distributions, fileName)),
            allowNoGit: true,
            select: [],
            ignore: [],
            target: request.run.target,
            plugins: request.run.plugins === true,
          },
          ports,
        );
        const verdict = judge(checked.findings, []);
        if (!verdict.green) return verdict.findings;
        await freezeSet(state.journal, frozen);
        await state.journal.append("rehearsed", { commit, promotedFrom: promotedFrom.name, report: null });
        return [];
      },
    };
  },
};

interface Found {
  readonly files: readonly RemoteFile[];
  readonly page: string | null;
  readonly reader: Awaited<ReturnType<typeof readerOf>>;
}

async function filesOn(
  source: IndexTarget,
  { project, version }: Pick<DecidedRelease, "project" | "version">,
  auth: ReleaseMaterial["request"]["auth"],
  ports: Ports,
): Promise<Found> {
  const reader = await readerOf(source, { auth }, ports);
  const remote = await releaseLook(source, reader, { project, version }, ports)();
  const files = [...remote.files.values()].filter((file) => isFileOf(file.fileName, version));
  const usable = files.filter((file) => !file.yanked);
  if (usable.length === 0) {
    const reason =
      remote.state === "unreadable"
        ? remote.reason
        : files.length > 0
          ? "its files are yanked"
          : "it has no file of this version";
    throw fault("release/nothing-to-promote", { index: source.title, project, version, reason });
  }
  return { files: usable, page: remote.address, reader };
}

/** What this machine knows of the release on the other index, where it made it. */
async function againstJournal(
  files: readonly RemoteFile[],
  source: IndexTarget,
  { project, version, commit }: Pick<DecidedRelease, "project" | "version" | "commit">,
  ports: Ports,
): Promise<readonly Finding[]> {
  const entries = await journalOf({ project, version, index: source.name }, ports);
  const made = entries.findLast(({ type }) => type === "rehearsed")?.data["commit"];
  if (typeof made === "string" && made !== commit) {
    return [
      PROMOTED_FROM_ANOTHER_COMMIT.finding({
        message: `the files on ${source.title} were built from ${made.slice(0, 12)}, and HEAD is ${commit.slice(0, 12)}`,
        help: `check out the commit of the files: git checkout ${made.slice(0, 12)}`,
        subject: `${project} ${version}`,
      }),
    ];
  }
  const frozen = (entries.findLast(({ type }) => type === "frozen")?.data["files"] ??
    []) as readonly FrozenFile[];
  if (frozen.length === 0) return [];
  const there = new Map(files.map((file) => [file.fileName, file.sha256]));
  const wrong = frozen
    .filter((file) => there.get(file.fileName) !== file.sha256)
    .map((file) => file.fileName);
  const more = files.filter((file) => !frozen.some((each) => each.fileName === file.fileName));
  return [...wrong, ...more.map((file) => file.fileName)].map((name) =>
    otherBytes(name, `${source.title} does not have the ${name} that this machine released there`),
  );
}

function otherBytes(fileName: string, message: string): Finding {
  return PROMOTED_OTHER_BYTES.finding({
    message,
    help: "find out who changed the release on that index; release a new version there and promote it",
    location: { file: fileName },
    subject: fileName,
  });
}

async function download(
  { files, page, reader }: Found,
  source: IndexTarget,
  { project, version }: Pick<DecidedRelease, "project" | "version">,
  { distributions }: Pick<ReleaseState, "distributions">,
  ports: Ports,
): Promise<readonly FrozenFile[]> {
  await ports.files.remove(distributions);
  await ports.files.makeDirectory(distributions);
  const frozen: FrozenFile[] = [];
  for (const file of files) {
    const { fileName } = file;
    const path = join(distributions, fileName);
    const hash = createHash("sha256");
    async function* hashed(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
      for await (const chunk of body) {
        hash.update(chunk);
        yield chunk;
      }
    }
    const save = (body: AsyncIterable<Uint8Array>): Promise<void> =>
      ports.files.writeStream(path, hashed(body));
    const unread = await readRemoteFile(file, page, source, reader, ports, save);
    if (unread !== null) {
      const { reason } = unread;
      throw fault("release/nothing-to-promote", { index: source.title, project, version, reason });
    }
    const sha256 = hash.digest("hex");
    if (sha256 !== file.sha256)
      throw fault("release/other-bytes", {
        file: fileName,
        actual: sha256,
        expected: file.sha256 || "(none told)",
      });
    const { metadata, size } = await describeDistribution(path, ports.files);
    const isIt =
      metadata !== null &&
      normalizeName(metadata.name) === normalizeName(project) &&
      metadata.version === version;
    if (!isIt) {
      const what = metadata === null ? "it has no metadata" : `it is ${metadata.name} ${metadata.version}`;
      throw fault("release/nothing-to-promote", {
        index: source.title,
        project,
        version,
        reason: `${fileName}: ${what}`,
      });
    }
    frozen.push({ fileName, size, sha256 });
  }
  return frozen;
}
