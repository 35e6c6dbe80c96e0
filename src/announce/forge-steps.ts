import type { Forge, ForgeAsset, ForgeRelease, NewAsset, ReleaseText } from "../forge/forge.ts";
import type { Finding } from "../findings/finding.ts";
import { CHECKSUM_FILE, type ReleaseAssets } from "./assets.ts";
import { markedNotes, mergedText } from "./host-notes.ts";
import type { StepDefinition } from "../engine/steps/step.ts";
import { FILE_DIVERGED, IMMUTABLE_WITHOUT_FILES } from "../publish/publish-rules.ts";

/** What is known of a release on a repository host before anybody is asked. */
export interface HostRelease {
  /** Null: the release has none, and is not announced. */
  readonly tag: { readonly name: string } | null;
  /** `GitHub (owner/name)`; null for a release without a host. */
  readonly host: { readonly title: string } | null;
}

/** What the steps on a repository host are made of. */
export interface HostMaterial {
  /** Null only where no step is planned. */
  readonly text: ReleaseText | null;
  readonly assets: Pick<ReleaseAssets, "all">;
  /** Null only where no step is planned. */
  readonly forge: Forge | null;
}

type HostStep = StepDefinition<HostRelease, HostMaterial>;

/** Prepares a draft on the repository host: nobody sees it, and all of it can still be changed. */
export const draft: HostStep = {
  id: "draft",
  phase: "publish",
  reversible: true,
  plan: ({ tag, host }) =>
    tag === null || host === null
      ? null
      : { title: `draft the release ${tag.name} on ${host.title}`, subject: host.title },
  carryOut(material) {
    const { on, text } = required(material);
    return {
      async observe() {
        const there = await on.find(text.tag);
        if (there === null) return { state: "absent", detail: `${on.title} has no release ${text.tag}` };
        const detail = there.draft ? "the draft is there" : "it is already published";
        return { state: "done", detail, proof: { forge: on.id, release: there.id, url: there.url } };
      },
      async act() {
        await on.draft({ ...text, notes: markedNotes(text.notes) });
        return [];
      },
    };
  },
};

/** Attaches the files; done when the host tells the right digest of each. */
export const attachFiles: HostStep = {
  id: "assets",
  phase: "publish",
  reversible: true,
  plan: ({ tag, host }) =>
    tag === null || host === null
      ? null
      : { title: `attach the files to the release ${tag.name}`, subject: host.title },
  carryOut({ assets: attached, ...material }) {
    const { on, text } = required(material);
    return {
      async observe() {
        const there = await on.find(text.tag);
        if (there === null) return { state: "absent", detail: "there is no release to attach files to" };
        const assets = await attached.all();
        const wrong = assets.filter((asset) => stateOf(asset, there) === "other");
        if (wrong.length > 0 && !canBeMended(there)) {
          return { state: "conflict", findings: wrong.map((asset) => divergedAsset(asset, on)) };
        }
        const open = assets.filter((asset) => stateOf(asset, there) !== "same");
        if (open.length > 0 && isSealed(there)) {
          const names = open.map((asset) => asset.name);
          return { state: "conflict", findings: [sealedWithout(text.tag, names, on)] };
        }
        if (open.length > 0) return { state: "absent", detail: `${open.length} files are not attached` };
        const digests = Object.fromEntries(assets.map((asset) => [asset.name, asset.sha256]));
        const proof = { forge: on.id, release: there.id, files: digests };
        return { state: "done", detail: `${assets.length} files with our digests`, proof };
      },
      async act() {
        // One after the other: several at once make the host drop some.
        for (const asset of await attached.all()) {
          const release = await on.find(text.tag);
          if (release === null) continue;
          const there = heldAs(asset, release);
          if (there !== undefined && there.complete && there.sha256 === asset.sha256) continue;
          if (there !== undefined) await on.detach(release, there);
          await on.attach(release, asset);
        }
        return [];
      },
    };
  },
};

/**
 * Shows the release to everybody; done when it is no draft any more, and no second draft of ours is left of two runs
 * at once.
 */
export const announce: HostStep = {
  id: "announce",
  phase: "publish",
  reversible: false,
  plan: ({ tag, host }) =>
    tag === null || host === null
      ? null
      : { title: `publish the release ${tag.name} on ${host.title}`, subject: host.title },
  carryOut({ assets: attached, ...material }) {
    const { on, text } = required(material);
    async function leftOver(): Promise<readonly ForgeRelease[]> {
      const drafts = await on.surplus(text.tag);
      if (drafts.length === 0) return [];
      const assets = await attached.all();
      return drafts.filter((each) => isOurs(each, text, assets));
    }
    return {
      async observe() {
        const there = await on.find(text.tag);
        if (there === null || there.draft) return { state: "absent", detail: "it is not published" };
        if ((await leftOver()).length > 0) return { state: "absent", detail: "a second draft of it exists" };
        const { id, url, immutable } = there;
        const detail = url === "" ? "it is published" : `it is published: ${url}`;
        return { state: "done", detail, proof: { forge: on.id, release: id, url, immutable } };
      },
      async act() {
        for (const each of await leftOver()) await on.discard(each);
        const release = await on.find(text.tag);
        if (release?.draft === true) await on.publish(release, mergedText(release, text));
        return [];
      },
    };
  },
};

function required({ forge, text }: Pick<HostMaterial, "forge" | "text">): {
  readonly on: Forge;
  readonly text: ReleaseText;
} {
  if (forge === null || text === null)
    throw new Error("a release on a repository host was planned, but there is none");
  return { on: forge, text };
}

/** A name as hosts keep it: GitHub changes characters (the `!` of an epoch). */
function hostName(name: string): string {
  return name.replaceAll(/[^\w.+@~-]/g, ".");
}

/** An asset by its name, or by its bytes. */
function heldAs(asset: NewAsset, release: ForgeRelease): ForgeAsset | undefined {
  const { assets } = release;
  const sameBytes = (held: ForgeAsset): boolean => held.complete && held.sha256 === asset.sha256;
  const sameName = (held: ForgeAsset): boolean => hostName(held.name) === hostName(asset.name);
  return assets.find(sameName) ?? assets.find(sameBytes);
}

function stateOf(asset: NewAsset, release: ForgeRelease): "same" | "absent" | "other" {
  const there = heldAs(asset, release);
  if (there === undefined) return "absent";
  return there.complete && there.sha256 === asset.sha256 ? "same" : "other";
}

/** Whether a draft says and holds nothing but what ours does: one that a person prepared stays. */
function isOurs(there: ForgeRelease, text: ReleaseText, assets: readonly NewAsset[]): boolean {
  const isKnown = (held: ForgeAsset): boolean =>
    assets.some((asset) => asset.name === held.name && (!held.complete || held.sha256 === asset.sha256));
  return (
    there.name === text.name &&
    [text.notes, markedNotes(text.notes)].includes(there.notes) &&
    there.assets.every(isKnown)
  );
}

/** Published, and closed to any change: GitHub's immutable releases. */
function isSealed({ draft: isDraft, immutable }: ForgeRelease): boolean {
  return immutable && !isDraft;
}

/** Whether a release was published and sealed without ever having had our files; before they are built. */
export function isSealedWithoutFiles(there: ForgeRelease): boolean {
  return isSealed(there) && !there.assets.some((asset) => asset.name === CHECKSUM_FILE);
}

/** `U014`: the release on the host cannot get our files any more. */
export function sealedWithout(tag: string, names: readonly string[], on: Pick<Forge, "title">): Finding {
  const missing = names.length === 0 ? "our files" : names.join(", ");
  return IMMUTABLE_WITHOUT_FILES.finding({
    message: `the release ${tag} on ${on.title} is published and immutable but lacks ${missing}`,
    why: `${on.title} accepts no files for an immutable release, which cannot be changed`,
    help: "publish to the index without it (shipwheel release --no-forge), or release a new version, whose release is then created by shipwheel",
    subject: tag,
  });
}

/** What hangs on a draft is ours to replace: half an upload, or the files of a build that was given up. */
function canBeMended(release: ForgeRelease): boolean {
  return release.draft && !release.immutable;
}

function divergedAsset(asset: NewAsset, forge: Forge): Finding {
  return FILE_DIVERGED.finding({
    message: `the published release on ${forge.title} has another ${asset.name} than ours (sha256 ${asset.sha256})`,
    why: "a published release is never changed, because users may have downloaded the other file",
    help: "release a new version",
    subject: asset.name,
  });
}
