/** A target in a README, where it stands, and what it is. */
export interface Target {
  /** As written, without the brackets around it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: "link" | "image";
}

/** What became of a README. */
export interface RewrittenReadme {
  readonly text: string;
  readonly rewritten: readonly { readonly from: string; readonly to: string }[];
  /** Relative targets that stay, with the reason. */
  readonly left: readonly { readonly target: string; readonly reason: string }[];
}

/** Schemes, other hosts and anchors of the page stay as they are. */
export function isRelative(target: string): boolean {
  return target !== "" && !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(target);
}

/** Puts an address in the place of each relative target. */
export function rewriteLinks(
  text: string,
  targets: readonly Target[],
  addressOf: (target: string, kind: Target["kind"]) => { readonly address: string } | string,
): RewrittenReadme {
  const parts: string[] = [];
  const rewritten: { readonly from: string; readonly to: string }[] = [];
  const left: { readonly target: string; readonly reason: string }[] = [];
  let end = 0;
  for (const target of targets.toSorted((a, b) => a.start - b.start)) {
    if (!isRelative(target.text) || target.start < end) continue;
    const found = addressOf(unescaped(target.text), target.kind);
    if (typeof found === "string") {
      left.push({ target: target.text, reason: found });
      continue;
    }
    parts.push(text.slice(end, target.start), found.address);
    end = target.end;
    rewritten.push({ from: target.text, to: found.address });
  }
  return { text: parts.join("") + text.slice(end), rewritten, left };
}

/** Without Markdown's backslashes and HTML's `&amp;`: an address needs neither. */
function unescaped(target: string): string {
  return target.replaceAll("&amp;", "&").replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
}
