using Lana.Definitions;

namespace Lana.Models;

/// <summary>The place of a block in a network of residual stages.</summary>
/// <param name="Plan">The network's plan.</param>
/// <param name="Input">Channels that go in.</param>
/// <param name="Planes">The stage's width, before any expansion.</param>
/// <param name="Stride">The block's stride.</param>
/// <param name="Depth">How deep it lies: 0 for the first block, 1 for the last.</param>
internal readonly record struct ResidualBlockConfig(NetworkPlan Plan, int Input, int Planes, int Stride, double Depth)
{
    /// <summary>relu(body(x) + shortcut(x)); without a shortcut, x itself.</summary>
    public Definition Join(Chain body, Definition? shortcut)
    {
        var branch = Plan.Dropped(body, Depth);
        return new Chain(
            shortcut is null ? new Residual(branch) : new Sum(branch, shortcut), new Activate(Activation.Relu));
    }
}
