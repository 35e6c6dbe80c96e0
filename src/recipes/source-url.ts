import type { RecipeFacts } from "./facts.ts";

/** Where the sdist is: by name on a file server in the form of PyPI's, else directly below a URL. */
export function sourceUrl(
  filesAt: string,
  { sdist, name }: RecipeFacts,
  file: string = sdist.fileName,
): string {
  const base = filesAt.replace(/\/$/, "");
  const isServer = /^https?:\/\/[^/]+$/.test(base);
  return isServer ? `${base}/packages/source/${name.charAt(0)}/${name}/${file}` : `${base}/${file}`;
}
