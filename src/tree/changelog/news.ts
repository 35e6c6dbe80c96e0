/** One thing that changed. */
export interface NewsEntry {
  /** Markup of the changelog's own format; may have several lines; may be empty when only issues are shown. */
  readonly text: string;
  /** Issues as they are shown: `#12`, or a link. */
  readonly issues: readonly string[];
}

/** What changed, of one kind. */
export interface NewsCategory {
  readonly title: string;
  readonly entries: readonly NewsEntry[];
}

/** What the section of a version is made of. */
export interface News {
  readonly categories: readonly NewsCategory[];
}

/** What heads a section. */
export interface Release {
  /** Empty: the heading has the version only. */
  readonly name: string;
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** A page of changes on a forge, by which `#12` and versions become links; null: no links are made. */
export interface ForgeLinks {
  /** `{number}`. */
  readonly issue: string;
  /** `{from}` and `{to}` are tags. */
  readonly compare: string;
}

/** The link templates of a repository's address; those of GitHub and of forges that answer as it does, and of GitLab. */
export function forgeLinks(repository: string): ForgeLinks {
  const base = repository.replace(/\/+$/, "").replace(/\.git$/, "");
  const inside = /\bgitlab\b/.test(base) ? `${base}/-` : base;
  return { issue: `${inside}/issues/{number}`, compare: `${inside}/compare/{from}...{to}` };
}

/** `git@host:owner/name.git` and `ssh://` addresses as the web page that they mean; null for anything else that is no https. */
export function webAddress(remote: string): string | null {
  const scp = /^(?:ssh:\/\/)?(?:[\w.-]+@)([\w.-]+)[:/](?:\d+\/)?(.+?)(?:\.git)?\/?$/.exec(remote);
  if (scp !== null) return `https://${scp[1]}/${scp[2]}`;
  return /^https?:\/\/[^/]+\/.+/.test(remote) ? remote.replace(/\.git\/?$/, "") : null;
}
