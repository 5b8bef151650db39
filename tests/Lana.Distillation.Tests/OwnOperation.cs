using Lana.Candidates;
using Lana.Definitions;
using Lana.Networks;

namespace Lana;

/// <summary>A user's operation.</summary>
internal sealed class OwnOperation(string name, Func<Layer, Definition> define) : Operation(name)
{
    /// <summary>Numbers so large that their squares are infinite; nothing after them could be scaled
    /// down.</summary>
    public static OwnOperation Exploding { get; } = new("exploding", layer =>
        new Conv("conv", layer.Output.Channels, 1) { Norm = "bn", InitialScale = 1e30, Activation = Activation.Relu });

    public static OwnOperation WithoutWeights { get; } = new("weightless", _ => new Activate(Activation.Relu));

    public static OwnOperation OfAnotherShape { get; } = new("narrow", _ => new Conv("conv", 1, 1));

    public override Definition Define(Layer layer) => define(layer);
}
