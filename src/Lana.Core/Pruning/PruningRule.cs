namespace Lana.Pruning;

/// <summary>What is left of a layer.</summary>
/// <param name="Share">The share of its inner channels, above 0 and at most 1.</param>
internal sealed record PruningRule(double Share)
{
    /// <summary>The side of the largest kernel; larger ones are cut to it around their centre.</summary>
    public int MaxKernel { get; init; } = int.MaxValue;

    /// <summary>Whether gates such as squeeze-and-excitation stay.</summary>
    public bool KeepsGates { get; init; } = true;

    /// <summary>A kernel's size after the cut; odd stays odd, so that the centre stays the centre.</summary>
    /// <remarks>Without a rule that follows the kernel's size the output would get another shape.</remarks>
    public SpatialSize KernelOf(Definitions.Conv conv) =>
        conv.Padding == Definitions.Padding.Symmetric || conv.Padding == Definitions.Padding.Same
            ? new SpatialSize(Cut(conv.Kernel.Height), Cut(conv.Kernel.Width))
            : conv.Kernel;

    private int Cut(int side) => side > MaxKernel && side % 2 == MaxKernel % 2 ? MaxKernel : side;
}
