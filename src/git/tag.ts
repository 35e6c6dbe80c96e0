import { fault } from "../findings/fault.ts";
import type { Signing } from "./action.ts";
import { gitWords, type GitRunner } from "./git-runner.ts";

/** An annotated tag as it was made. */
export interface MadeTag {
  readonly name: string;
  /** Hash of the tag object. */
  readonly object: string;
  /** Hash of the commit that it stands for. */
  readonly commit: string;
}

/** What a tag is, looked at closely. */
export interface TagFacts {
  readonly name: string;
  /** Hash of the tag object, or of the commit of a lightweight tag. */
  readonly object: string;
  readonly commit: string;
  readonly annotated: boolean;
  readonly signature: "none" | "gpg" | "ssh" | "x509";
  /** Whether git trusts the signature; null without one. `words` tell why not. */
  readonly verified: boolean | null;
  readonly words: string;
}

/**
 * Makes an annotated tag, signed if that is asked for. Throws `version/tag-exists`, `version/tag-failed` (the signing
 * program's words); nothing is left then.
 */
export async function createTag(
  git: GitRunner,
  tag: { readonly name: string; readonly message: string; readonly sign: Signing; readonly commit: string },
): Promise<MadeTag> {
  if ((await tagObject(git, tag.name)) !== null) throw fault("version/tag-exists", { tag: tag.name });
  const format = tag.sign === "gpg" ? "openpgp" : tag.sign === "ssh" ? "ssh" : null;
  const settings = format === null ? [] : ["-c", `gpg.format=${format}`];
  const mode = tag.sign === "none" ? "--annotate" : "--sign";
  const done = await git.run(
    [...settings, "tag", mode, "--cleanup=whitespace", "--file=-", "--end-of-options", tag.name, tag.commit],
    { input: `${tag.message}\n` },
  );
  if (done.status !== 0) throw fault("version/tag-failed", { tag: tag.name, reason: gitWords(done, "tag") });
  const made = {
    name: tag.name,
    object: await git.ask("rev-parse", "--verify", `refs/tags/${tag.name}`),
    commit: tag.commit,
  };
  // git 2.39 makes the tag unsigned, and calls it a success, when an SSH key cannot be read.
  if (
    (tag.sign !== "none" || (await signsByItself(git))) &&
    (await signatureBehind(git, made.object)) === "none"
  ) {
    await removeTag(git, made);
    throw fault("version/tag-failed", { tag: tag.name, reason: gitWords(done, "tag") });
  }
  return made;
}

/** Takes a tag back that was made just now; one that somebody moved since stays. */
export async function removeTag(git: GitRunner, { name, object }: MadeTag): Promise<void> {
  await git.run(["update-ref", "-d", `refs/tags/${name}`, object], { heedless: true });
}

/** The object behind a tag's name; null when there is no such tag. */
export async function tagObject(git: GitRunner, name: string): Promise<string | null> {
  const done = await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", `refs/tags/${name}`]);
  return done.status === 0 ? done.stdout.trim() : null;
}

/** An annotated tag as git has it, to the byte: its id is the hash of this text. Null for any other tag. */
export async function tagText(
  git: GitRunner,
  name: string,
): Promise<{ readonly id: string; readonly text: string } | null> {
  const id = await tagObject(git, name);
  const done = id === null ? null : await git.run(["cat-file", "tag", id]);
  return id === null || done?.status !== 0 ? null : { id, text: done.stdout };
}

/** Looks at a tag, and lets git verify its signature. Null when there is no such tag. */
export async function verifyTag(git: GitRunner, name: string): Promise<TagFacts | null> {
  const object = await tagObject(git, name);
  if (object === null) return null;
  const [kind, commit, text] = await Promise.all([
    git.ask("cat-file", "-t", object),
    git.ask("rev-parse", "--verify", `${object}^{commit}`),
    git.ask("cat-file", "-p", object),
  ]);
  const annotated = kind === "tag";
  const signature = annotated ? signatureOf(text) : "none";
  const facts = { name, object, commit, annotated, signature } as const;
  if (signature === "none") return { ...facts, verified: null, words: "" };
  const done = await git.run(["verify-tag", "--end-of-options", name]);
  return { ...facts, verified: done.status === 0, words: gitWords(done, "verify-tag") };
}

async function signsByItself(git: GitRunner): Promise<boolean> {
  const done = await git.run(["config", "--type=bool", "--get", "tag.gpgSign"]);
  return done.stdout.trim() === "true";
}

async function signatureBehind(git: GitRunner, object: string): Promise<TagFacts["signature"]> {
  return signatureOf(await git.ask("cat-file", "-p", object));
}

function signatureOf(text: string): TagFacts["signature"] {
  if (/^-----BEGIN PGP (SIGNATURE|MESSAGE)-----$/m.test(text)) return "gpg";
  if (/^-----BEGIN SSH SIGNATURE-----$/m.test(text)) return "ssh";
  return /^-----BEGIN SIGNED MESSAGE-----$/m.test(text) ? "x509" : "none";
}
