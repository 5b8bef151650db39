using Lana.Definitions;

namespace Lana.Models;

/// <summary>A block in a network of residual stages; its depth is 0 for the first block and 1 for the last.</summary>
internal readonly record struct ResidualBlockConfig(NetworkPlan Plan, int Input, int Planes, int Stride, double Depth)
{
    /// <summary>The style of its convolutions.</summary>
    public ConvStyle Style => Plan.Styled(ConvStyle.Relu);

    /// <summary>Composes relu(body(x) + shortcut(x)); without a shortcut, x itself is added.</summary>
    public Definition Join(Chain body, Definition? shortcut)
    {
        var branch = Plan.Dropped(body, Depth);
        return new Chain(
            shortcut is null ? new Residual(branch) : new Sum(branch, shortcut), new Activate(Activation.Relu));
    }
}
