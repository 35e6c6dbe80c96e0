import { json } from "@sigstore/core";
import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { publicKeyInfo } from "../../crypto/certificate.ts";

/** What is logged: a kind of entry, its version, its content. */
export interface LogBody {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: unknown;
}

/** An entry in the form of Rekor's version 1. */
export interface LoggedEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: {
      readonly logIndex: number;
      readonly treeSize: number;
      readonly rootHash: string;
      readonly hashes: readonly string[];
      readonly checkpoint: string;
    };
  };
}

const TREE = "1193050959916656506";

/** An append-only Merkle tree (RFC 6962) with a promise, a proof and a checkpoint for each entry. */
export class TransparencyLog {
  readonly #origin: string;
  readonly #leaves: Buffer[] = [];
  readonly #entries = new Map<string, LoggedEntry>();
  #keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | null = null;

  /** `origin`: the host in the log's checkpoints. */
  constructor(origin: string) {
    this.#origin = origin;
    // Position 0 is never given away: the JSON of Protocol Buffers leaves a 0 out, and some readers then miss it.
    this.#leaves.push(leafHash(Buffer.from("first")));
  }

  /** The key that signs promises and checkpoints. */
  get publicKey(): KeyObject {
    return this.#keyPair.publicKey;
  }

  /** The entry of an id; null without one. */
  find(id: string): LoggedEntry | null {
    return this.#entries.get(id) ?? null;
  }

  /** Adds a body as it is, at a time. */
  add(body: LogBody, at: Date): LoggedEntry {
    const { privateKey, publicKey } = this.#keyPair;
    const bytes = canonical(body);
    const text = bytes.toString("base64");
    const logIndex = this.#leaves.push(leafHash(bytes)) - 1;
    const logId = sha256(publicKeyInfo(publicKey));
    const integratedTime = Math.floor(at.getTime() / 1000);
    const promised = { body: text, integratedTime, logIndex, logID: logId.toString("hex") };
    const promise = sign("sha256", canonical(promised), privateKey);
    const root = rootOf(this.#leaves);
    const note = `${this.#origin} - ${TREE}\n${this.#leaves.length}\n${root.toString("base64")}\n`;
    const signature = Buffer.concat([logId.subarray(0, 4), sign("sha256", Buffer.from(note), privateKey)]);
    const entry: LoggedEntry = {
      ...promised,
      verification: {
        signedEntryTimestamp: promise.toString("base64"),
        inclusionProof: {
          logIndex,
          treeSize: this.#leaves.length,
          rootHash: root.toString("hex"),
          hashes: pathOf(logIndex, this.#leaves).map((hash) => hash.toString("hex")),
          checkpoint: `${note}\n\u2014 ${this.#origin} ${signature.toString("base64")}\n`,
        },
      },
    };
    this.#entries.set(entryId(body), entry);
    return entry;
  }

  get #keyPair(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
    this.#keys ??= generateKeyPairSync("ec", { namedCurve: "P-256" });
    return this.#keys;
  }
}

/** The id under which a body is found. */
export function entryId(body: LogBody): string {
  return leafHash(canonical(body)).toString("hex");
}

function canonical(value: unknown): Buffer {
  return Buffer.from(json.canonicalize(value as object), "utf8");
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

function leafHash(bytes: Buffer): Buffer {
  return sha256(Buffer.from([0]), bytes);
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return sha256(Buffer.from([1]), left, right);
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  const half = splitAt(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** The hashes by which a leaf's way to the root is shown, from below. */
function pathOf(index: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length === 1) return [];
  const half = splitAt(leaves.length);
  return index < half
    ? [...pathOf(index, leaves.slice(0, half)), rootOf(leaves.slice(half))]
    : [...pathOf(index - half, leaves.slice(half)), rootOf(leaves.slice(0, half))];
}

/** The largest power of two below a number of leaves. */
function splitAt(length: number): number {
  let half = 1;
  while (half * 2 < length) half *= 2;
  return half;
}
