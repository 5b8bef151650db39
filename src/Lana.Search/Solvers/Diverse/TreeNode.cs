namespace Lana.Solvers.Diverse;

/// <summary>A part of all selections: the options that are left to each variable, as bits, and the prices of the limited
/// cost and the overlaps that bound it best. The place of a leaf in the queue is its objective.</summary>
internal sealed record TreeNode(ulong[] Masks, float[] Prices, bool IsLeaf);
