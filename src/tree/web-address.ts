/** The web address of a git address, or null when it is not obvious. */
export function webAddress(text: string): string | null {
  const scp = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.+?)(?:\.git)?$/.exec(text);
  if (scp !== null) return `https://${scp[1]}/${scp[2]}`;
  const git = /^(?:git\+)?(?:git|https?|ssh):\/\/([^/]+\/.+?)(?:\.git)?$/.exec(text);
  return git === null ? null : `https://${git[1]}`;
}
