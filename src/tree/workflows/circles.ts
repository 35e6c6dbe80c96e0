/** All that one leads to, directly or through others; itself only where it is in a circle. */
export function reachedFrom<Node>(from: Node, next: (node: Node) => Iterable<Node>): ReadonlySet<Node> {
  const reached = new Set(next(from));
  for (const each of reached) for (const more of next(each)) reached.add(more);
  return reached;
}

/** The circle that one of them is in, in their order; none when it is in none. */
export function circleOf<Node>(
  from: Node,
  all: readonly Node[],
  next: (node: Node) => Iterable<Node>,
): readonly Node[] {
  const reached = reachedFrom(from, next);
  if (!reached.has(from)) return [];
  return all.filter((each) => reached.has(each) && reachedFrom(each, next).has(from));
}
