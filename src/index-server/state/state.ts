import { formatVersion, parseVersion } from "../../version/pep440.ts";
import { normalizeName } from "../../version/names.ts";
import type { Publisher } from "../oidc/publishers.ts";
import type { FileEvent, IndexEvent, ProjectStatus, ReleaseInfo, StoredFile } from "./events.ts";

/** A release: made by its first file, whose metadata it keeps. */
export interface Release {
  /** As the first upload spelled it. */
  readonly version: string;
  /** ISO 8601: the 14-day window counts from here. */
  readonly created: string;
  readonly info: ReleaseInfo;
  /** False, or the reason, or true when no reason was given. */
  yanked: boolean | string;
  /** By file name. */
  readonly files: Map<string, StoredFile>;
}

/** A project and its releases by normalised version. */
export interface Project {
  /** As it was first spelled. */
  readonly name: string;
  readonly normalized: string;
  /** User names that may upload. */
  readonly owners: Set<string>;
  status: ProjectStatus;
  statusReason: string | null;
  /** Serial of the last event that touched it. */
  serial: number;
  readonly releases: Map<string, Release>;
}

/** All that the index knows; changed by {@link applyEvent} alone. */
export interface IndexState {
  serial: number;
  readonly projects: Map<string, Project>;
  /** Every file name ever used, deleted ones included. */
  readonly usedFileNames: Set<string>;
  /** File name to the project that holds it now. */
  readonly files: Map<
    string,
    { readonly project: Project; readonly release: Release; readonly file: StoredFile }
  >;
  /** blake2b-256 of every stored file, to its name. */
  readonly digests: Map<string, string>;
  readonly publishers: Publisher[];
}

/** The state of a new index. */
export function emptyState(): IndexState {
  return {
    serial: 0,
    projects: new Map(),
    usedFileNames: new Set(),
    files: new Map(),
    digests: new Map(),
    publishers: [],
  };
}

/** The key under which a release is found: `1.0` and `1.0.0` are one release, as on PyPI. */
export function releaseKey(version: string): string {
  const parsed = parseVersion(version);
  if (parsed === null) return version;
  let length = parsed.release.length;
  while (length > 1 && parsed.release[length - 1] === 0n) length -= 1;
  return formatVersion({ ...parsed, release: parsed.release.slice(0, length) });
}

/** Adds one event to the state. */
export function applyEvent(state: IndexState, event: IndexEvent): void {
  state.serial += 1;
  switch (event.type) {
    case "project":
      touch(state, ensureProject(state, event.name, event.owner));
      return;
    case "file":
      addFile(state, event);
      return;
    case "publication":
      for (const file of event.files) addFile(state, file);
      return;
    case "delete":
      deleteFile(state, event.project, event.fileName);
      return;
    case "yank": {
      const project = knownProject(state, event.project);
      const release = project.releases.get(releaseKey(event.version));
      if (release !== undefined) release.yanked = event.yanked ? (event.reason ?? true) : false;
      touch(state, project);
      return;
    }
    case "status": {
      const project = knownProject(state, event.project);
      project.status = event.status;
      project.statusReason = event.reason;
      touch(state, project);
      return;
    }
    case "publisher": {
      const known = state.publishers.findIndex((publisher) => publisher.id === event.publisher.id);
      if (known >= 0) state.publishers[known] = event.publisher;
      else state.publishers.push(event.publisher);
      return;
    }
    case "provenance": {
      const held = state.files.get(event.fileName);
      if (held === undefined) return;
      const file = { ...held.file, provenance: event.provenance };
      held.release.files.set(event.fileName, file);
      state.files.set(event.fileName, { ...held, file });
      touch(state, held.project);
    }
  }
}

function addFile(state: IndexState, event: FileEvent): void {
  const { file } = event;
  const project = ensureProject(state, event.project, event.owner);
  const key = releaseKey(file.version);
  let release = project.releases.get(key);
  if (release === undefined) {
    release = {
      version: file.version,
      created: file.uploadTime,
      info: event.info,
      yanked: false,
      files: new Map(),
    };
    project.releases.set(key, release);
  }
  release.files.set(file.fileName, file);
  state.files.set(file.fileName, { project, release, file });
  state.usedFileNames.add(file.fileName);
  state.digests.set(file.blake2b256, file.fileName);
  touch(state, project);
}

function deleteFile(state: IndexState, name: string, fileName: string): void {
  const held = state.files.get(fileName);
  if (held === undefined) return;
  held.release.files.delete(fileName);
  state.files.delete(fileName);
  state.digests.delete(held.file.blake2b256);
  touch(state, knownProject(state, name));
}

function ensureProject(state: IndexState, name: string, owner: string | null): Project {
  const normalized = normalizeName(name);
  let project = state.projects.get(normalized);
  if (project === undefined) {
    project = {
      name,
      normalized,
      owners: new Set(),
      status: "active",
      statusReason: null,
      serial: state.serial,
      releases: new Map(),
    };
    if (owner !== null) project.owners.add(owner);
    state.projects.set(normalized, project);
  }
  return project;
}

function knownProject(state: IndexState, name: string): Project {
  const project = state.projects.get(normalizeName(name));
  if (project === undefined) throw new Error(`the index has no project ${name}`);
  return project;
}

function touch(state: IndexState, project: Project): void {
  project.serial = state.serial;
}
