/** A task and a refund that could belong together. `agreement` is of the customers, `undefined` where one is not named. */
export type Edge = Readonly<{ task: number; refund: number; agreement: number | undefined; score: number }>;

/** The edges, grouped so that edges of different groups share neither a task nor a refund. */
export function connectedBlocks(edges: readonly Edge[]): readonly (readonly Edge[])[] {
  const parents = new Map<number, number>();
  const rootOf = (node: number): number => {
    let root = node;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root))
      root = parent;
    parents.set(node, root);
    return root;
  };
  // Tasks are even nodes, refunds odd ones.
  for (const { task, refund } of edges) parents.set(rootOf(task * 2), rootOf(refund * 2 + 1));
  const blocks = new Map<number, Edge[]>();
  for (const edge of edges) {
    const root = rootOf(edge.task * 2);
    const block = blocks.get(root);
    if (block === undefined) blocks.set(root, [edge]);
    else block.push(edge);
  }
  return [...blocks.values()];
}
