import { preflight } from "../../publish/preflight.ts";
import { publishDistributions, type PublishOptions } from "../../publish/publish-distributions.ts";
import type { RemoteProject } from "../../publish/remote-project.ts";
import type { PublishPorts, Upload } from "../../publish/upload-file.ts";
import type { Uploadable } from "../../publish/upload-form.ts";
import { fault } from "../../findings/fault.ts";
import { isError, type Finding } from "../../findings/finding.ts";
import { refusalFinding } from "../../publish/refusal-finding.ts";
import type { Staging } from "../../publish/sessions/staging.ts";
import { everFrozen } from "../state/frozen-set.ts";
import type { Journal } from "../../engine/journal/journal.ts";
import type { StepAction, StepDefinition } from "../../engine/steps/step.ts";
import type { DecidedRelease } from "../decide-release.ts";
import type { Attesting } from "./attest.ts";
import type { RehearsedMaterial } from "../material.ts";

/** Seconds between two looks at a page that lags. */
const LOOK_SECONDS = 3;

const PAGE_REMEDY =
  "if the page does not appear, its URL was guessed wrong: set the index software (--index-kind) or the base URL of its project pages (--simple-url) and run again; no file is uploaded twice";

/** Sends the files to the index: the step that nobody can take back. */
export const upload: StepDefinition<
  { readonly target: Pick<DecidedRelease["target"], "title" | "dialect" | "sessions"> },
  Pick<RehearsedMaterial, "target" | "token" | "look" | "pages" | "wait" | "staging"> & {
    readonly files: readonly Uploadable[];
    readonly attesting: Pick<Attesting, "fields"> | null;
    readonly state: Pick<RehearsedMaterial["state"], "journal">;
  }
> = {
  id: "upload",
  phase: "publish",
  reversible: false,
  plan({ target: { title, dialect, sessions } }) {
    const what =
      sessions == null
        ? `upload the distributions to ${title}`
        : `publish the staged distributions on ${title}`;
    const irreversible = dialect.isPyPI ? " (irreversible: their file names can never be reused)" : "";
    return { title: what + irreversible, subject: title };
  },
  carryOut(
    { files, target: index, token, look, pages, attesting, wait, staging, state: { journal } },
    ports,
  ) {
    const options = attesting === null ? {} : { extraFields: attesting.fields };
    return uploadAction(files, { index, token, look }, journal, ports, { wait, pages, staging, ...options });
  },
};

/** What the index has under the names of these files and cannot be replaced; looked for before anything is public. */
export async function foundOnIndex(
  { files, target, look, state }: Pick<RehearsedMaterial, "files" | "target" | "look" | "state">,
  { clock }: Pick<PublishPorts, "clock">,
): Promise<readonly Finding[]> {
  const taken = takenFiles(files, state.journal.entries);
  return preflight(files, await look(), target, clock.now(), taken).findings.filter(isError);
}

/** The files of which the index answered, to this run or an earlier one, that it has these very bytes. */
function takenFiles(files: readonly Uploadable[], entries: Journal["entries"]): ReadonlySet<string> {
  const isTaken = (file: Uploadable): boolean =>
    entries.some(
      ({ type, data }) =>
        type === "answered" &&
        data["file"] === file.fileName &&
        data["sha256"] === file.digests.sha256 &&
        (data["outcome"] === "stored" || data["outcome"] === "present"),
    );
  return new Set(files.filter(isTaken).map((file) => file.fileName));
}

/** Makes the session public: from here on nobody can take it back. */
async function publishStaged(
  files: readonly Uploadable[],
  remote: RemoteProject,
  staging: Staging,
  { extraFields = () => [] }: Pick<PublishOptions, "extraFields">,
  index: Upload["index"],
  journal: Journal,
): Promise<readonly Finding[]> {
  const absent = files.filter((file) => !remote.files.has(file.fileName));
  const tell = async (event: "sending" | "answered", answer = {}): Promise<void> => {
    for (const { fileName, digests } of absent)
      await journal.append(event, { index: index.title, file: fileName, sha256: digests.sha256, ...answer });
  };
  // The page may show no more what it showed a moment ago, and nothing was staged then.
  const staged =
    staging.staged() === null ? await staging.stage(files, extraFields, everFrozen(journal)) : [];
  if (staged.some(isError)) return staged;
  await tell("sending");
  const refused = await staging.publish();
  const answer =
    refused === null ? { outcome: "stored", status: 201 } : { outcome: "refused", status: refused.status };
  await tell("answered", answer);
  return refused === null ? [] : [publicationRefused(files, index, refused)];
}

/** A session that the index does not publish, as one finding. */
function publicationRefused(
  files: readonly Uploadable[],
  { title }: Upload["index"],
  { status, words }: { readonly status: number; readonly words: string },
): Finding {
  const fileName = files.find((file) => words.includes(file.fileName))?.fileName ?? "the staged release";
  return refusalFinding({ fileName, status, message: words, index: title });
}

/**
 * Brings the files to the index, and is done when the index's own page shows each of them with our digest. An index
 * whose page cannot be read proves nothing. `wait`: seconds for which the page may lag.
 */
function uploadAction(
  files: readonly Uploadable[],
  upload: Upload,
  journal: Journal,
  ports: PublishPorts,
  {
    wait,
    pages,
    staging,
    ...options
  }: Pick<PublishOptions, "extraFields"> & Pick<RehearsedMaterial, "wait" | "pages" | "staging">,
): StepAction {
  const { index: target, look } = upload;
  const all = files.length === 1 ? (files[0]?.fileName ?? "") : `${files.length} files`;
  let taken: readonly string[] | null = null;
  /** Files that this run sent. */
  let sent = 0;
  /** What was seen right before: nothing is sent on the word of an older look. */
  let seen: RemoteProject | null = null;
  let elsewhere: Promise<string | null> | null = null;
  return {
    patience: wait,
    async observe() {
      const remote = await look();
      seen = remote;
      const plan = preflight(files, remote, target, ports.clock.now(), takenFiles(files, journal.entries));
      const errors = plan.findings.filter(isError);
      if (errors.length > 0) return { state: "conflict", findings: errors };
      const missing = plan.files.filter((each) => each.state === "absent").map((each) => each.file.fileName);
      const digests = Object.fromEntries(files.map((file) => [file.fileName, file.digests.sha256]));
      if (missing.length === 0) {
        const attested = files.filter((file) => (options.extraFields?.(file) ?? []).length > 0);
        const silent = attested.filter((file) => remote.files.get(file.fileName)?.provenance == null);
        if (silent.length > 0 && taken !== null) {
          const detail = `${target.title} shows ${all}, but not yet the provenance of ${silent.length}`;
          return { state: "pending", detail, waitSeconds: LOOK_SECONDS };
        }
        const provenance = Object.fromEntries(
          attested.map(({ fileName }) => [fileName, remote.files.get(fileName)?.provenance ?? null]),
        );
        const unhashed = files.some((file) => remote.files.get(file.fileName)?.sha256 === "");
        const proof = {
          index: target.simpleUrl,
          files: digests,
          seen: "the index's page",
          ...(attested.length === 0 ? {} : { provenance }),
        };
        const words =
          attested.length === 0
            ? ""
            : silent.length === 0
              ? " and its provenance"
              : `; ${silent.length} of them were uploaded earlier without attestations, which cannot be added`;
        return {
          state: "done",
          detail: `${sent} uploaded, ${files.length - sent} already there; ${
            unhashed
              ? `${target.title} accepted ${all} and lists ${files.length === 1 ? "it" : "them"} without a SHA-256`
              : `${target.title} shows ${all} with our digest`
          }${words}`,
          proof,
        };
      }
      const shown = `${missing.length} of ${files.length} files are not on ${target.title}`;
      if (taken === null) return { state: "absent", detail: shown };
      const failure = (await staging?.failure()) ?? null;
      if (failure !== null)
        return {
          state: "conflict",
          findings: [publicationRefused(files, target, { status: 202, words: failure })],
        };
      // Not even what it answered is proof: a proxy answers, too.
      if (remote.state === "unreadable") {
        throw fault("publish/page-unreadable", { index: target.title, files: all, reason: remote.reason });
      }
      if (remote.state === "absent") {
        const found = await (elsewhere ??= pages());
        if (found !== null) {
          const looked = remote.address ?? "its page";
          throw fault("publish/pages-elsewhere", { index: target.title, looked, found });
        }
      }
      const looked = remote.state === "absent" ? ` (${remote.address} answers 404)` : "";
      return {
        state: "pending",
        detail: `${target.title} accepted every file but does not show ${missing.join(", ")} yet${looked}`,
        waitSeconds: LOOK_SECONDS,
        ...(remote.state === "absent" && !target.dialect.isPyPI ? { remedy: PAGE_REMEDY } : {}),
      };
    },
    async act() {
      const remote = seen ?? (await look());
      if (staging !== null) {
        const findings = await publishStaged(files, remote, staging, options, target, journal);
        if (!findings.some(isError)) taken = files.map((file) => file.fileName);
        sent = files.filter((file) => !remote.files.has(file.fileName)).length;
        return findings;
      }
      const outcome = await publishDistributions(files, { ...upload, remote }, ports, {
        onRefusal: "stop",
        ...options,
        async told(event, file, result) {
          const { fileName, digests } = file;
          const answer = result === undefined ? {} : { outcome: result.outcome, status: result.status };
          await journal.append(event, {
            index: target.title,
            file: fileName,
            sha256: digests.sha256,
            ...answer,
          });
        },
      });
      sent += outcome.files.filter((file) => file.outcome === "stored").length;
      if (!outcome.findings.some(isError)) taken = outcome.files.map((file) => file.fileName);
      return outcome.findings;
    },
  };
}
