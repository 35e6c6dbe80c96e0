import * as v from "valibot";
import { fault } from "../findings/fault.ts";
import type { Secret } from "../ports/secret.ts";
import {
  askForge,
  readAnswer,
  wordsOf,
  type ForgeAnswer,
  type ForgeConnection,
  type ForgePorts,
  type ForgeRequest,
} from "./forge-client.ts";
import { downloadFrom } from "./forge-download.ts";
import type { Forge, ForgeAsset, ForgeRelease, NewAsset, ReleaseText } from "./forge.ts";

/** Where GitHub's API is: the public one, or an enterprise server's. */
export interface GitHubAddress {
  /** Without a slash at the end. */
  readonly api: string;
  /** Where assets are posted; without a slash at the end. */
  readonly uploads: string;
  readonly ca?: string;
}

const assetSchema = v.object({
  id: v.number(),
  name: v.string(),
  size: v.number(),
  state: v.optional(v.string(), "uploaded"),
  digest: v.nullish(v.string()),
});

const releaseSchema = v.object({
  id: v.number(),
  tag_name: v.string(),
  target_commitish: v.nullish(v.string()),
  name: v.nullish(v.string()),
  body: v.nullish(v.string()),
  draft: v.boolean(),
  prerelease: v.boolean(),
  immutable: v.optional(v.boolean(), false),
  html_url: v.string(),
  upload_url: v.optional(v.string()),
  assets: v.optional(v.array(assetSchema), []),
});

/** What we tell it; a person's release has the name of a branch here. */
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

const PAGE = 100;
const MAX_PAGES = 50;

/** Releases of one GitHub repository, by its REST API. */
export function github(repository: string, token: Secret, address: GitHubAddress, ports: ForgePorts): Forge {
  const connection: ForgeConnection = {
    title: "GitHub",
    token,
    authorization: (secret) => ({
      authorization: `Bearer ${secret.reveal()}`,
      "x-github-api-version": "2022-11-28",
    }),
    origins: [new URL(address.api).origin, new URL(address.uploads).origin],
    ...(address.ca === undefined ? {} : { ca: address.ca }),
  };
  const root = `${address.api}/repos/${repository}/releases`;
  const ask = (request: ForgeRequest): Promise<ForgeAnswer> => askForge(connection, request, ports);

  /** The one that counts first: the published one, else the oldest, so that two runs at once choose the same. */
  async function releasesOf(tag: string): Promise<readonly ForgeRelease[]> {
    // A draft has no address by its tag: it is found in the list only.
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const url = `${root}?per_page=${PAGE}&page=${page}`;
      const answer = await ask({ method: "GET", url, action: "list releases", expected: [200] });
      const releases = readAnswer(connection, v.array(releaseSchema), answer);
      const matching = releases.filter((release) => release.tag_name === tag);
      const ordered = matching.toSorted((a, b) => Number(a.draft) - Number(b.draft) || a.id - b.id);
      if (ordered.length > 0) return ordered.map(toRelease);
      if (releases.length < PAGE) return [];
    }
    return [];
  }

  async function find(tag: string): Promise<ForgeRelease | null> {
    return (await releasesOf(tag))[0] ?? null;
  }

  return {
    id: "github",
    title: "GitHub",
    repository,
    find,
    surplus: async (tag) => (await releasesOf(tag)).slice(1).filter((release) => release.draft),
    async discard(draft) {
      const action = `remove a draft of the release ${draft.tag}`;
      await ask({ method: "DELETE", url: `${root}/${draft.id}`, action, expected: [204, 404] });
    },
    async draft(text) {
      let there: ForgeRelease | null = null;
      const answer = await ask({
        method: "POST",
        url: root,
        action: `draft the release ${text.tag}`,
        json: { ...fields(text), tag_name: text.tag, target_commitish: text.commit, draft: true },
        expected: [201],
        async isDone() {
          there = await find(text.tag);
          return there !== null;
        },
      });
      return there ?? toRelease(readAnswer(connection, releaseSchema, answer));
    },
    async attach(release, asset) {
      const url = new URL(`${address.uploads}/repos/${repository}/releases/${release.id}/assets`);
      url.searchParams.set("name", asset.name);
      const content = (): ReturnType<NonNullable<ForgeRequest["content"]>> => ({
        contentType: asset.contentType,
        contentLength: asset.size,
        body: contentOf(asset, ports),
      });
      const action = `take the asset ${asset.name}`;
      const answer = await ask({ method: "POST", url: url.href, action, content, expected: [201, 422] });
      if (answer.status === 201) return toAsset(readAnswer(connection, assetSchema, answer));
      // It is there: of an earlier attempt whose answer got lost, or of somebody else. Its digest tells.
      const there = (await find(release.tag))?.assets.find((each) => each.name === asset.name);
      if (there !== undefined && there.sha256 === asset.sha256) return there;
      const words = wordsOf(answer);
      const remedy =
        release.immutable || /immutable/i.test(words)
          ? "publish to the index without it (--no-forge), or release a new version: an immutable release accepts no more files"
          : "inspect the file of this name, and remove it from the draft";
      throw fault("forge/refused", { forge: "GitHub", action, words, remedy });
    },
    download: (_release, { id, name }, take) =>
      downloadFrom(connection, { name, url: `${root}/assets/${id}`, take }, ports),
    async detach(_release, asset) {
      const url = `${root}/assets/${asset.id}`;
      await ask({ method: "DELETE", url, action: `remove the asset ${asset.name}`, expected: [204, 404] });
    },
    async publish(release, text) {
      const answer = await ask({
        method: "PATCH",
        url: `${root}/${release.id}`,
        action: `publish the release ${release.tag}`,
        json: { ...fields(text), draft: false },
        expected: [200],
      });
      return toRelease(readAnswer(connection, releaseSchema, answer));
    },
  };
}

function fields(text: ReleaseText): Readonly<Record<string, unknown>> {
  return {
    name: text.name,
    body: text.notes,
    prerelease: text.prerelease,
    make_latest: text.latest && !text.prerelease ? "true" : "false",
  };
}

async function* contentOf(asset: NewAsset, ports: ForgePorts): AsyncGenerator<Uint8Array, void, void> {
  await using source = await ports.files.open(asset.path);
  yield* source.stream();
}

function toRelease(release: v.InferOutput<typeof releaseSchema>): ForgeRelease {
  return {
    id: String(release.id),
    tag: release.tag_name,
    commit: COMMIT.test(release.target_commitish ?? "") ? (release.target_commitish ?? null) : null,
    name: release.name ?? "",
    notes: release.body ?? "",
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    url: release.html_url,
    assets: release.assets.map(toAsset),
  };
}

function toAsset(asset: v.InferOutput<typeof assetSchema>): ForgeAsset {
  const { id, name, size, state, digest } = asset;
  const sha256 = digest?.startsWith("sha256:") === true ? digest.slice("sha256:".length) : null;
  return { id: String(id), name, size, sha256, complete: state === "uploaded" };
}
