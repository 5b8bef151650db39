using Lana.Definitions;

namespace Lana.Networks;

/// <summary>A layer of a network that runs.</summary>
/// <param name="Info">Where it stands and what shapes it has.</param>
/// <param name="Module">What runs there.</param>
public sealed record NetworkLayer(Layer Info, LanaModule Module)
{
    /// <summary>The prefix of its weights, for example <c>blocks.2.1</c>.</summary>
    public string Name => Info.Name;
}
