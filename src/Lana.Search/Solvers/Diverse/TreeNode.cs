namespace Lana.Solvers.Diverse;

/// <summary>A part of all selections: what each variable may still choose, and the prices that bound it best so
/// far.</summary>
/// <param name="Masks">The options that are left, as bits, by variable of the core.</param>
/// <param name="Prices">The price of the limited cost, then of each overlap that was a row when they were found; shared
/// between siblings.</param>
/// <param name="IsLeaf">Whether every variable is decided, so that the node's place in the queue is its
/// objective.</param>
internal sealed record TreeNode(ulong[] Masks, float[] Prices, bool IsLeaf);
