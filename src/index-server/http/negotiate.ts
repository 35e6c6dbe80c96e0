interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

/**
 * The offers that an Accept header allows, best first (RFC 9110, 12.5.1): the client's quality decides, then the
 * order of `offers`. Without a header everything is allowed; parameters other than `q` are not compared.
 */
export function acceptableOffers<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[],
): readonly Offer[] {
  if (accept === undefined) return offers;
  const ranges = parseAccept(accept);
  return offers
    .map((offer, index) => ({ offer, index, quality: qualityOf(offer, ranges) }))
    .filter((candidate) => candidate.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index)
    .map((candidate) => candidate.offer);
}

function parseAccept(accept: string): readonly MediaRange[] {
  const ranges: MediaRange[] = [];
  for (const item of accept.split(",")) {
    const [type = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
    if (type === "") continue;
    const q = parameters.find((parameter) => parameter.startsWith("q="));
    const quality = q === undefined ? 1 : Number(q.slice(2));
    ranges.push({ type, quality: Number.isFinite(quality) ? quality : 0 });
  }
  return ranges;
}

function qualityOf(offer: string, ranges: readonly MediaRange[]): number {
  const main = offer.slice(0, offer.indexOf("/"));
  for (const pattern of [offer, `${main}/*`, "*/*"]) {
    const range = ranges.find((candidate) => candidate.type === pattern);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
