/** Whether PyPI takes an address as a link: http or https, and a host. */
export function isWebUrl(text: string): boolean {
  const match = /^https?:\/\/([^/?#\s]+)/i.exec(text);
  return match !== null && (match[1] ?? "").replace(/^[^@]*@/, "") !== "" && !/\s/.test(text.trim());
}

/** Whether the text names some scheme, or is an scp-like address (`git@host:path`). */
export function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) || /^[^@\s/]+@[^:\s/]+:/.test(text);
}

/** The web address of a git address, or null when it is not obvious. */
export function webAddress(text: string): string | null {
  const scp = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.+?)(?:\.git)?$/.exec(text);
  if (scp !== null) return `https://${scp[1]}/${scp[2]}`;
  const git = /^(?:git\+)?(?:git|https?|ssh):\/\/([^/]+\/.+?)(?:\.git)?$/.exec(text);
  return git === null ? null : `https://${git[1]}`;
}
