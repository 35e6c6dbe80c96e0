import { Buffer } from "node:buffer";
import * as v from "valibot";
import { fault } from "../findings/fault.ts";
import type { Secret } from "../ports/secret.ts";
import {
  askForge,
  readAnswer,
  type ForgeAnswer,
  type ForgeConnection,
  type ForgePorts,
  type ForgeRequest,
} from "./forge-client.ts";
import { downloadFrom } from "./forge-download.ts";
import type { Forge, ForgeAsset, ForgeRelease } from "./forge.ts";

/** Where GitLab's API is, `https://HOST/api/v4`, and how its token is shown. */
export interface GitLabAddress {
  /** Without a slash at the end. */
  readonly api: string;
  /** A job's own token goes in another header than a person's. */
  readonly isJobToken: boolean;
  readonly ca?: string;
}

/** The generic package that holds a release's files. */
const PACKAGE = "release";

/** GitLab knows no drafts: the notes, laid among the files, say that a release is being prepared, and of which commit. */
const NOTES_FILE = /^RELEASE-NOTES(?:-([0-9a-f]{40,64}))?\.md$/;

const fileSchema = v.object({
  id: v.number(),
  file_name: v.string(),
  size: v.number(),
  file_sha256: v.nullish(v.string()),
});

const releaseSchema = v.object({
  tag_name: v.string(),
  name: v.nullish(v.string()),
  description: v.nullish(v.string()),
  commit: v.nullish(v.object({ id: v.string() })),
  _links: v.optional(v.object({ self: v.optional(v.string()) })),
});

/**
 * Releases of one GitLab project. Files lie in its package registry, the release links to them; it is made last, when
 * everything that it links to is there.
 */
export function gitlab(repository: string, token: Secret, address: GitLabAddress, ports: ForgePorts): Forge {
  const connection: ForgeConnection = {
    title: "GitLab",
    token,
    authorization: (secret) => ({ [address.isJobToken ? "job-token" : "private-token"]: secret.reveal() }),
    origins: [new URL(address.api).origin],
    ...(address.ca === undefined ? {} : { ca: address.ca }),
  };
  const project = `${address.api}/projects/${encodeURIComponent(repository)}`;
  const ask = (request: ForgeRequest): Promise<ForgeAnswer> => askForge(connection, request, ports);
  const fileUrl = (tag: string, name: string): string =>
    `${project}/packages/generic/${PACKAGE}/${encodeURIComponent(tag)}/${encodeURIComponent(name)}`;

  async function packageId(tag: string): Promise<number | null> {
    const query = new URLSearchParams({
      package_type: "generic",
      package_name: PACKAGE,
      package_version: tag,
    });
    const answer = await ask({
      method: "GET",
      url: `${project}/packages?${query.toString()}`,
      action: "list packages",
      expected: [200],
    });
    const found = readAnswer(connection, v.array(v.object({ id: v.number(), version: v.string() })), answer);
    return found.find((each) => each.version === tag)?.id ?? null;
  }

  async function filesOf(tag: string): Promise<readonly ForgeAsset[] | null> {
    const id = await packageId(tag);
    if (id === null) return null;
    const answer = await ask({
      method: "GET",
      url: `${project}/packages/${id}/package_files?per_page=100`,
      action: "list files",
      expected: [200, 404],
    });
    if (answer.status === 404) return null;
    return readAnswer(connection, v.array(fileSchema), answer).map((file) => ({
      id: `${id}/${file.id}`,
      name: file.file_name,
      size: file.size,
      sha256: file.file_sha256 ?? null,
      complete: true,
    }));
  }

  async function put(
    tag: string,
    name: string,
    content: NonNullable<ForgeRequest["content"]>,
  ): Promise<void> {
    const action = `take the file ${name}`;
    await ask({ method: "PUT", url: fileUrl(tag, name), action, content, expected: [200, 201] });
  }

  async function find(tag: string): Promise<ForgeRelease | null> {
    const [answer, files] = await Promise.all([
      ask({
        method: "GET",
        url: `${project}/releases/${encodeURIComponent(tag)}`,
        action: "look for the release",
        expected: [200, 404],
      }),
      filesOf(tag),
    ]);
    const assets = (files ?? []).filter((file) => !NOTES_FILE.test(file.name));
    if (answer.status === 200) return toRelease(readAnswer(connection, releaseSchema, answer), assets);
    const notes = files?.findLast((file) => NOTES_FILE.test(file.name))?.name;
    return notes === undefined ? null : draftOf(tag, NOTES_FILE.exec(notes)?.[1] ?? null, assets);
  }

  return {
    id: "gitlab",
    title: "GitLab",
    repository,
    find,
    // A draft is a folder of the package registry here, by the tag's name: there is one at most.
    surplus: () => Promise.resolve([]),
    discard: () => Promise.resolve(),
    async draft(text) {
      const notes = Buffer.from(text.notes === "" ? "\n" : text.notes, "utf8");
      const content = { contentType: "text/markdown", contentLength: notes.length, body: notes };
      await put(text.tag, `RELEASE-NOTES-${text.commit}.md`, () => content);
      return draftOf(text.tag, text.commit, []);
    },
    async attach(release, asset) {
      const there = (await find(release.tag))?.assets.find((each) => each.name === asset.name);
      if (there !== undefined && there.sha256 === asset.sha256) return there;
      if (there !== undefined) {
        const words = `there is a different file of this name: sha256 ${there.sha256 ?? "unknown"}`;
        const remedy = "inspect it, and remove it from the package registry";
        throw fault("forge/refused", {
          forge: "GitLab",
          action: `take the file ${asset.name}`,
          words,
          remedy,
        });
      }
      const { path, size, contentType } = asset;
      await put(release.tag, asset.name, () => ({
        contentType,
        contentLength: size,
        body: (async function* () {
          await using source = await ports.files.open(path);
          yield* source.stream();
        })(),
      }));
      const made = (await filesOf(release.tag))?.find((each) => each.name === asset.name);
      if (made !== undefined) return made;
      throw fault("forge/unreachable", {
        forge: "GitLab",
        reason: `${asset.name} was accepted but does not appear`,
      });
    },
    download: (release, { name }, take) =>
      downloadFrom(connection, { name, url: fileUrl(release.tag, name), take }, ports),
    async detach(_release, asset) {
      const [id = "", file = ""] = asset.id.split("/");
      await ask({
        method: "DELETE",
        url: `${project}/packages/${id}/package_files/${file}`,
        action: `remove the file ${asset.name}`,
        expected: [204, 404],
      });
    },
    async publish(release, text) {
      const files = (await filesOf(text.tag)) ?? [];
      const links = files
        .filter((file) => !NOTES_FILE.test(file.name))
        .map((file) => ({ name: file.name, url: fileUrl(text.tag, file.name), link_type: "package" }));
      const answer = await ask({
        method: "POST",
        url: `${project}/releases`,
        action: `publish the release ${text.tag}`,
        json: {
          tag_name: text.tag,
          ref: text.commit,
          name: text.name,
          description: text.notes,
          assets: { links },
        },
        expected: [201, 409],
      });
      const there = answer.status === 409 ? await find(text.tag) : null;
      return there ?? toRelease(readAnswer(connection, releaseSchema, answer), release.assets);
    },
  };
}

function draftOf(tag: string, commit: string | null, assets: readonly ForgeAsset[]): ForgeRelease {
  return {
    id: tag,
    tag,
    commit,
    name: "",
    notes: "",
    draft: true,
    prerelease: false,
    immutable: false,
    url: "",
    assets,
  };
}

function toRelease(
  release: v.InferOutput<typeof releaseSchema>,
  assets: readonly ForgeAsset[],
): ForgeRelease {
  return {
    id: release.tag_name,
    tag: release.tag_name,
    commit: release.commit?.id ?? null,
    name: release.name ?? "",
    notes: release.description ?? "",
    draft: false,
    prerelease: false,
    immutable: false,
    url: release._links?.self ?? "",
    assets,
  };
}
