namespace Lana.Solvers.Diverse;

/// <summary>A part of all selections: the remaining options of each variable, as bits, and the prices of the limited
/// cost and the overlaps that give the best bound. A leaf is queued by its objective.</summary>
internal sealed record TreeNode(ulong[] Masks, float[] Prices, bool IsLeaf);
