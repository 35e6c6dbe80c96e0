import type { Forge, ForgeAsset, ForgeRelease, NewAsset, ReleaseText } from "../forge/forge.ts";
import type { Finding } from "../findings/finding.ts";
import type { ReleaseAssets } from "./assets.ts";
import type { ReleaseStep } from "../engine/steps/step.ts";

/** Prepares a draft on the forge: nobody sees it, and all of it can still be changed. */
export function draftStep(text: ReleaseText, forge: Forge): ReleaseStep {
  return {
    id: "draft",
    title: `draft the release ${text.tag} on ${forge.title}`,
    phase: "publish",
    reversible: true,
    async observe() {
      const there = await forge.find(text.tag);
      if (there === null) return { state: "absent", detail: `${forge.title} has no release ${text.tag}` };
      const detail = there.draft ? "the draft is there" : "it is published already";
      return { state: "done", detail, proof: { forge: forge.id, release: there.id, url: there.url } };
    },
    async act() {
      await forge.draft(text);
      return [];
    },
  };
}

/** Attaches the files; done when the forge tells the right digest of each. */
export function assetsStep(
  text: ReleaseText,
  attached: Pick<ReleaseAssets, "all">,
  forge: Forge,
): ReleaseStep {
  return {
    id: "assets",
    title: `attach the files to the release ${text.tag}`,
    phase: "publish",
    reversible: true,
    async observe() {
      const there = await forge.find(text.tag);
      if (there === null) return { state: "absent", detail: "there is no release to attach to" };
      const assets = await attached.all();
      const wrong = assets.filter((asset) => stateOf(asset, there) === "other");
      if (wrong.length > 0 && !canBeMended(there)) {
        return { state: "conflict", findings: wrong.map((asset) => divergedAsset(asset, forge)) };
      }
      const open = assets.filter((asset) => stateOf(asset, there) !== "same");
      if (open.length > 0) return { state: "absent", detail: `${open.length} files are not attached` };
      const digests = Object.fromEntries(assets.map((asset) => [asset.name, asset.sha256]));
      const proof = { forge: forge.id, release: there.id, files: digests };
      return { state: "done", detail: `${assets.length} files with our digests`, proof };
    },
    async act() {
      // One after the other: several at once make the forge drop some.
      for (const asset of await attached.all()) {
        const release = await forge.find(text.tag);
        if (release === null) continue;
        const there = release.assets.find((each) => each.name === asset.name);
        if (there !== undefined && there.complete && there.sha256 === asset.sha256) continue;
        if (there !== undefined) await forge.detach(release, there);
        await forge.attach(release, asset);
      }
      return [];
    },
  };
}

/**
 * Shows the release to everybody; done when it is no draft any more, and no second draft of ours is left of two runs
 * at once.
 */
export function announceStep(
  text: ReleaseText,
  attached: Pick<ReleaseAssets, "all">,
  forge: Forge,
): ReleaseStep {
  async function leftOver(): Promise<readonly ForgeRelease[]> {
    const drafts = await forge.surplus(text.tag);
    if (drafts.length === 0) return [];
    const assets = await attached.all();
    return drafts.filter((draft) => isOurs(draft, text, assets));
  }
  return {
    id: "announce",
    title: `publish the release ${text.tag} on ${forge.title}`,
    phase: "publish",
    reversible: false,
    async observe() {
      const there = await forge.find(text.tag);
      if (there === null || there.draft) return { state: "absent", detail: "it is not published" };
      if ((await leftOver()).length > 0) return { state: "absent", detail: "a second draft of it is left" };
      const { id, url, immutable } = there;
      const detail = url === "" ? "it is published" : `it is published: ${url}`;
      return { state: "done", detail, proof: { forge: forge.id, release: id, url, immutable } };
    },
    async act() {
      for (const draft of await leftOver()) await forge.discard(draft);
      const release = await forge.find(text.tag);
      if (release?.draft === true) await forge.publish(release, text);
      return [];
    },
  };
}

function stateOf(asset: NewAsset, release: ForgeRelease): "same" | "absent" | "other" {
  const there = release.assets.find((each) => each.name === asset.name);
  if (there === undefined) return "absent";
  return there.complete && there.sha256 === asset.sha256 ? "same" : "other";
}

/** Whether a draft says and holds nothing but what ours does: one that a person prepared stays. */
function isOurs(draft: ForgeRelease, text: ReleaseText, assets: readonly NewAsset[]): boolean {
  const isKnown = (there: ForgeAsset): boolean =>
    assets.some((asset) => asset.name === there.name && (!there.complete || there.sha256 === asset.sha256));
  return draft.name === text.name && draft.notes === text.notes && draft.assets.every(isKnown);
}

/** What hangs on a draft is ours to replace: half an upload, or the files of a build that was given up. */
function canBeMended(release: ForgeRelease): boolean {
  return release.draft && !release.immutable;
}

function divergedAsset(asset: NewAsset, forge: Forge): Finding {
  return {
    rule: "U002",
    slug: "file-diverged",
    phase: "publish",
    severity: "error",
    confidence: "certain",
    message: `the published release on ${forge.title} has another ${asset.name} than ours (sha256 ${asset.sha256})`,
    why: "a published release is not changed: whoever fetched it has the other bytes",
    help: "release a new version",
    subject: asset.name,
  };
}
