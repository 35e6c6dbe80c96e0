import { join } from "node:path";
import type { Distribution } from "../distribution/distribution.ts";
import type { NewAsset } from "../forge/forge.ts";
import type { Ports } from "../ports/ports.ts";
import { checksumText } from "./checksums.ts";
import type { Journal } from "../engine/journal/journal.ts";

/** The name under which the digests travel. */
export const CHECKSUM_FILE = "SHA256SUMS";

/** A file beside the distributions, by its name: written once, into a directory of its own. */
export interface Companion {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly contentType: string;
}

/**
 * What is attached to the forge's release: the distributions, their companions, `SHA256SUMS` over all of them, and its
 * signature. Steps add companions (attestations, for one) before the step that signs; companions never lie beside the
 * distributions.
 */
export interface ReleaseAssets {
  /** Where companions are written. */
  readonly directory: string;
  /** Adds a companion, or puts it in the place of an earlier one of its name. */
  add(companion: Companion): Promise<NewAsset>;
  /** As `add`, with the bytes of an earlier run when they were made for the same distributions and are intact. */
  keep(name: string, contentType: string, make: () => Promise<string | Uint8Array>): Promise<NewAsset>;
  /** Writes `SHA256SUMS` over everything that was added so far. */
  checksums(): Promise<NewAsset>;
  /** Everything, in the order of attaching: distributions, companions, `SHA256SUMS`, its signature when it is there. */
  all(): Promise<readonly NewAsset[]>;
}

/** Of a distribution. */
type DistributedFile = Pick<Distribution, "path" | "fileName" | "kind" | "size" | "digests">;

/** Begins with the distributions. `signature`: the name that the signature of `SHA256SUMS` has, if it gets one. */
export async function openAssets(
  distributions: readonly DistributedFile[],
  { directory: root, journal }: { readonly directory: string; readonly journal: Journal },
  signature: string | null,
  ports: Pick<Ports, "files">,
): Promise<ReleaseAssets> {
  const { files } = ports;
  const directory = join(root, "assets");
  await files.makeDirectory(directory);
  const made = new Map<string, NewAsset>(
    distributions.map((file) => [file.fileName, distributionAsset(file)] as const),
  );
  const assets: ReleaseAssets = {
    directory,
    async add({ name, content, contentType }) {
      const path = join(directory, name);
      await files.write(path, content);
      const asset = await assetAt(path, name, contentType, ports);
      made.set(name, asset);
      return asset;
    },
    async keep(name, contentType, make) {
      const path = join(directory, name);
      const frozen = journal.last("frozen")?.n ?? 0;
      const known = journal.entries.findLast(
        (entry) => entry.type === "made" && entry.data["file"] === name && entry.data["frozen"] === frozen,
      );
      if (known !== undefined && (await files.stat(path)) !== null) {
        const asset = await assetAt(path, name, contentType, ports);
        if (asset.sha256 === known.data["sha256"]) {
          made.set(name, asset);
          return asset;
        }
      }
      const asset = await assets.add({ name, content: await make(), contentType });
      if (known?.data["sha256"] !== asset.sha256) {
        await journal.append("made", { file: name, frozen, sha256: asset.sha256 });
      }
      return asset;
    },
    async checksums() {
      const path = join(directory, CHECKSUM_FILE);
      const sums = [...made.values()].map(({ name, sha256 }) => ({ fileName: name, sha256 }));
      await files.write(path, checksumText(sums));
      return assetAt(path, CHECKSUM_FILE, "text/plain", ports);
    },
    async all() {
      const sums = await assets.checksums();
      const path = signature === null ? null : join(directory, signature);
      const signed =
        signature === null || path === null || (await files.stat(path)) === null
          ? []
          : [await assetAt(path, signature, "text/plain", ports)];
      return [...made.values(), sums, ...signed];
    },
  };
  return assets;
}

function distributionAsset(file: DistributedFile): NewAsset {
  return {
    name: file.fileName,
    path: file.path,
    size: file.size,
    sha256: file.digests.sha256,
    contentType: file.kind === "wheel" ? "application/zip" : "application/gzip",
  };
}

async function assetAt(
  path: string,
  name: string,
  contentType: string,
  { files }: Pick<Ports, "files">,
): Promise<NewAsset> {
  const size = (await files.stat(path))?.size ?? 0;
  return { name, path, size, sha256: await files.sha256(path), contentType };
}
