import type { Publisher } from "./publishers.ts";

/** The publisher that an identity token belongs to, or why there is none, in PyPI's words. */
export type PublisherMatch<Kind = Publisher> = { readonly publisher: Kind } | { readonly problem: string };
