import type { Ports } from "../../ports/ports.ts";
import { checkFileSignature, SIGNATURE_SUFFIX, type FileSigner } from "../../git/file-signature.ts";
import { gitRunner, gitWords, type GitRunner } from "../../git/git-runner.ts";
import { tagObject } from "../../git/tag.ts";
import { CHECKSUM_FILE } from "../../announce/assets.ts";
import { readChecksums } from "../../announce/checksums.ts";
import { copiesOf } from "./file-checks.ts";
import type { ReleaseRecord } from "./record-file.ts";
import type { RecordCheck, VerifyRecordRequest } from "./check-record.ts";

/** `SHA256SUMS` against the record, its signature, and the digests in the bill of materials. */
export async function checksumChecks(
  record: ReleaseRecord,
  directory: string,
  { files: extra, signers }: VerifyRecordRequest,
  ports: Ports,
): Promise<readonly RecordCheck[]> {
  const [sums] = await copiesOf(CHECKSUM_FILE, directory, extra, ports);
  if (sums === undefined) return [];
  const checks = [sumsCheck(await ports.files.readText(sums), record)];
  for (const name of Object.keys(record.files).filter((each) => each.endsWith(".cdx.json"))) {
    for (const path of await copiesOf(name, directory, extra, ports)) {
      checks.push(billCheck(await ports.files.readText(path), name, record));
    }
  }
  const title = `signature of ${CHECKSUM_FILE}`;
  const signer = (["gpg", "ssh"] as const).find((each) => signatureOf(each) in record.files);
  if (signer === undefined) {
    return [...checks, { title, outcome: "not-checked", detail: "it was released unsigned" }];
  }
  const name = signatureOf(signer);
  const [signature] = await copiesOf(name, directory, extra, ports);
  if (signature === undefined) return checks;
  // A repository of nobody: what lies beside the record has no say in what is run.
  const git = await emptyRepository(record, ports);
  const seen = await checkFileSignature(sums, signature, signer, git, ports, signers);
  if (seen.holds && seen.known !== false) {
    const whose = seen.known === true ? seen.words : `key ${seen.key}; nobody here says whose it is`;
    return [...checks, { title, outcome: "holds", detail: whose }];
  }
  const outcome = seen.known === null && signer === "gpg" ? "not-checked" : "broken";
  return [...checks, { title, outcome, detail: seen.words, file: seen.holds ? name : CHECKSUM_FILE }];
}

function signatureOf(signer: FileSigner): string {
  return `${CHECKSUM_FILE}${SIGNATURE_SUFFIX[signer]}`;
}

function sumsCheck(text: string, record: ReleaseRecord): RecordCheck {
  const title = `${CHECKSUM_FILE} and the record`;
  const sums = readChecksums(text);
  const broken = (detail: string): RecordCheck => ({ title, outcome: "broken", detail, file: CHECKSUM_FILE });
  if (sums === null) return broken("has an invalid line");
  const covered = Object.keys(record.files).filter((name) => !name.startsWith(CHECKSUM_FILE));
  const wrong = covered.find((name) => sums.get(name) !== record.files[name]);
  if (wrong !== undefined) {
    return broken(sums.has(wrong) ? `has a different digest for ${wrong}` : `does not name ${wrong}`);
  }
  const more = [...sums.keys()].find((name) => !covered.includes(name));
  if (more !== undefined) return broken(`names ${more}, which is not a file of the release`);
  return { title, outcome: "holds", detail: `${covered.length} digests` };
}

function billCheck(text: string, name: string, record: ReleaseRecord): RecordCheck {
  const title = "digests in the SBOM";
  const broken = (detail: string): RecordCheck => ({ title, outcome: "broken", detail, file: name });
  interface Told {
    readonly name?: string;
    readonly hashes?: readonly { readonly content?: string }[];
  }
  let told: readonly Told[];
  try {
    const bill = JSON.parse(text) as { metadata?: { component?: { components?: readonly Told[] } } };
    told = bill.metadata?.component?.components ?? [];
  } catch (error) {
    return broken(`is not JSON: ${(error as Error).message}`);
  }
  const wrong = told.find((file) => record.files[file.name ?? ""] !== file.hashes?.[0]?.content);
  if (wrong !== undefined) return broken(`has a different digest for ${wrong.name}`);
  return { title, outcome: "holds", detail: `${told.length} files` };
}

/** The tag: its id is the hash of its text, it stands on the commit, and its signature is one that git accepts. */
export async function tagChecks(
  record: ReleaseRecord,
  { repository, signers }: VerifyRecordRequest,
  ports: Ports,
): Promise<readonly RecordCheck[]> {
  const title = `tag ${record.tag ?? ""}`.trimEnd();
  const { tagObject: object, tag, commit, entries } = record;
  if (tag === null || object === null) {
    return [{ title, outcome: "not-checked", detail: "the record has no annotated tag" }];
  }
  const broken = (detail: string): RecordCheck => ({ title, outcome: "broken", detail, file: `tag ${tag}` });
  const git = await emptyRepository(record, ports);
  const hashed = await git.run(["hash-object", "-t", "tag", "-w", "--stdin"], { input: object.text });
  if (hashed.status !== 0) return [broken(`is not a tag: ${gitWords(hashed, "hash-object")}`)];
  const proof = entries.findLast((entry) => entry.type === "done" && entry.data["step"] === "tag")?.data[
    "proof"
  ];
  const seen = (proof as { readonly object?: string } | undefined)?.object;
  if (hashed.stdout.trim() !== object.id || (seen !== undefined && seen !== object.id)) {
    return [broken("is not the recorded tag")];
  }
  const head = object.text.split("\n\n", 1)[0]?.split("\n") ?? [];
  if (!head.includes(`object ${commit}`)) return [broken(`does not point to ${commit}`)];
  if (!head.includes(`tag ${tag}`)) return [broken("has another name")];
  const checks: RecordCheck[] = [
    { title, outcome: "holds", detail: `${object.id.slice(0, 12)} points to ${commit?.slice(0, 12)}` },
    await tagSignature(object, git, signers, title),
  ];
  if (repository !== null) {
    const there = await tagObject(gitRunner(repository, ports), tag);
    const where = `${title} in the repository`;
    checks.push(
      there === object.id
        ? { title: where, outcome: "holds", detail: "the same object" }
        : {
            ...broken(there === null ? "is not in the repository" : "differs in the repository"),
            title: where,
          },
    );
  }
  return checks;
}

async function tagSignature(
  { id, text }: NonNullable<ReleaseRecord["tagObject"]>,
  git: GitRunner,
  signers: string | null,
  tag: string,
): Promise<RecordCheck> {
  const title = `signature of the ${tag}`;
  if (!/^-----BEGIN (PGP|SSH) (SIGNATURE|MESSAGE)-----$/m.test(text)) {
    return { title, outcome: "not-checked", detail: "it was made unsigned" };
  }
  const settings = signers === null ? [] : ["-c", `gpg.ssh.allowedSignersFile=${signers}`];
  const done = await git.run([...settings, "verify-tag", "--raw", id]);
  const words = gitWords(done, "verify-tag");
  if (done.status === 0) return { title, outcome: "holds", detail: words.split("; ").at(-1) ?? words };
  const isUnknown = /NO_PUBKEY|allowedSignersFile needs to be configured|No principal matched/.test(
    `${done.stdout}${done.stderr}`,
  );
  return isUnknown && signers === null
    ? { title, outcome: "not-checked", detail: "the signer's key is not known on this machine" }
    : { title, outcome: "broken", detail: words, file: tag };
}

async function emptyRepository(record: ReleaseRecord, ports: Ports): Promise<GitRunner> {
  const directory = await ports.files.temporaryDirectory("record");
  const git = gitRunner(directory, ports);
  const format = record.tagObject?.id.length === 64 ? ["--object-format=sha256"] : [];
  await git.ask("init", "--quiet", "--bare", ...format, ".");
  return git;
}
