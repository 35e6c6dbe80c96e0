import { basename, dirname, join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { Completed } from "../ports/processes.ts";
import { fault } from "../findings/fault.ts";
import { gitWords, personalEnvironment, type GitRunner } from "./git-runner.ts";

/** Programs that sign. */
export type FileSigner = "gpg" | "ssh";

/** What the signature of a file is beside it: `SHA256SUMS.asc`, `SHA256SUMS.sig`. */
export const SIGNATURE_SUFFIX: Readonly<Record<FileSigner, string>> = { gpg: ".asc", ssh: ".sig" };

/** What a look at a signature came to. */
export interface FileSignature {
  /** It was made over these very bytes. */
  readonly holds: boolean;
  /** Whether the key is one that this machine knows: a key ring's, or of the allowed signers. Null: nobody to ask. */
  readonly known: boolean | null;
  /** Fingerprint of the key, as the program writes it; empty when unknown. */
  readonly key: string;
  /** The program's own words. */
  readonly words: string;
}

type SignPorts = Pick<Ports, "files" | "processes" | "environment" | "signal">;

/** The namespace of signatures over files: one over a commit or an e-mail does not pass for one. */
const NAMESPACE = "file";
const TIMEOUT_MS = 15 * 60_000;

/**
 * Signs a file with the key and the program of the person's git settings (`user.signingkey`, `gpg.program`,
 * `gpg.ssh.program`), into a file beside it. Throws `release/sign-failed` with the program's words.
 */
export async function signFile(
  path: string,
  signer: FileSigner,
  git: GitRunner,
  ports: SignPorts,
): Promise<void> {
  const signature = `${path}${SIGNATURE_SUFFIX[signer]}`;
  await ports.files.remove(signature);
  const program = await programOf(signer, git);
  const key = await setting(git, "user.signingkey");
  const done =
    signer === "gpg"
      ? await run(
          [program, "--batch", "--yes", "--armor", "--detach-sign", ...gpgKey(key)].concat(
            "--output",
            signature,
            "--",
            path,
          ),
          path,
          ports,
        )
      : await run(
          [program, "-Y", "sign", "-n", NAMESPACE, ...(await sshKey(key, path, git, ports)), path],
          path,
          ports,
        );
  if (done.status === 0 && (await ports.files.stat(signature)) !== null) return;
  throw failure(path, program, gitWords(done, "sign"));
}

/** Looks at a file's signature; `signers`: a file of allowed signers, in the place of git's own setting. */
export async function checkFileSignature(
  path: string,
  signature: string,
  signer: FileSigner,
  git: GitRunner,
  ports: SignPorts,
  signers: string | null = null,
): Promise<FileSignature> {
  const program = await programOf(signer, git);
  if (signer === "gpg") {
    const done = await run([program, "--batch", "--status-fd=1", "--verify", signature, path], path, ports);
    const status = done.stdout;
    const key = /^\[GNUPG:\] (?:VALIDSIG|ERRSIG) ([0-9A-F]+)/m.exec(status)?.[1] ?? "";
    const isUnknown = /^\[GNUPG:\] NO_PUBKEY /m.test(status);
    const words = gitWords({ ...done, stdout: "" }, "verify");
    return { holds: done.status === 0, known: isUnknown ? null : done.status === 0, key, words };
  }
  const input = await ports.files.readText(path);
  const base = [program, "-Y", "check-novalidate", "-n", NAMESPACE, "-s", signature];
  const plain = await run(base, path, ports, input);
  const key = /key (SHA256:\S+)/.exec(plain.stdout)?.[1] ?? "";
  const words = gitWords(plain, "verify");
  const allowed = signers ?? ((await setting(git, "gpg.ssh.allowedSignersFile", "path")) || null);
  if (plain.status !== 0 || allowed === null) return { holds: plain.status === 0, known: null, key, words };
  const asked = await run([program, "-Y", "find-principals", "-s", signature, "-f", allowed], path, ports);
  for (const principal of asked.status === 0 ? asked.stdout.split("\n").filter(Boolean) : []) {
    const verify = [
      program,
      "-Y",
      "verify",
      "-f",
      allowed,
      "-I",
      principal,
      "-n",
      NAMESPACE,
      "-s",
      signature,
    ];
    const verified = await run(verify, path, ports, input);
    if (verified.status === 0) return { holds: true, known: true, key, words: gitWords(verified, "verify") };
  }
  return { holds: true, known: false, key, words: `the key ${key} is not among the allowed signers` };
}

/** A fingerprint or a name; a key of SSH in the settings is none of GPG's. */
function gpgKey(key: string): readonly string[] {
  return key === "" || /^(key::|ssh-|ecdsa-|sk-)|[/\\]|\.pub$/.test(key) ? [] : ["--local-user", key];
}

/** A key file, or the key itself, whose secret half an agent holds. */
async function sshKey(
  key: string,
  path: string,
  git: GitRunner,
  ports: Pick<Ports, "files">,
): Promise<readonly string[]> {
  const literal = /^(?:key::(.*)|(?:ssh-|ecdsa-|sk-).*)$/.exec(key);
  if (literal !== null) {
    const file = join(await ports.files.temporaryDirectory("key"), "key.pub");
    await ports.files.write(file, `${literal[1] ?? key}\n`);
    return ["-f", file, "-U"];
  }
  if (key === "") throw failure(path, "ssh-keygen", "git config user.signingkey is not set");
  return ["-f", await setting(git, "user.signingkey", "path")];
}

async function programOf(signer: FileSigner, git: GitRunner): Promise<string> {
  if (signer === "ssh") return (await setting(git, "gpg.ssh.program", "path")) || "ssh-keygen";
  const own = await setting(git, "gpg.openpgp.program", "path");
  return own || (await setting(git, "gpg.program", "path")) || "gpg";
}

async function setting(git: GitRunner, name: string, type?: "path"): Promise<string> {
  const kind = type === undefined ? [] : [`--type=${type}`];
  const done = await git.run(["config", ...kind, "--get", name]);
  return done.status === 0 ? done.stdout.replace(/\n$/, "") : "";
}

function run(argv: readonly string[], path: string, ports: SignPorts, input?: string): Promise<Completed> {
  return ports.processes.run({
    argv,
    cwd: dirname(path),
    env: personalEnvironment(ports.environment),
    timeoutMs: TIMEOUT_MS,
    signal: ports.signal,
    ...(input === undefined ? {} : { input }),
  });
}

function failure(path: string, program: string, reason: string): Error {
  return fault("release/sign-failed", { file: basename(path), program: basename(program), reason });
}
