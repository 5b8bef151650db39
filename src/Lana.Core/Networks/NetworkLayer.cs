using Lana.Definitions;

namespace Lana.Networks;

/// <summary>A layer of a network that runs.</summary>
/// <param name="Info">The index, name, shapes and definition of the layer.</param>
/// <param name="Module">The module that runs the layer.</param>
public sealed record NetworkLayer(Layer Info, LanaModule Module)
{
    /// <summary>The prefix of its weights, for example <c>blocks.2.1</c>.</summary>
    public string Name => Info.Name;
}
