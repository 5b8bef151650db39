using Lana.Definitions;

namespace Lana.Benchmarks.Supervision;

/// <summary>Definitions under longer names, so that several layers of an EfficientNet can be combined into one.</summary>
internal static class Prefixed
{
    /// <summary>The same definition with a prefix before the name of each weight.</summary>
    public static Definition Of(Definition definition, string prefix) => definition switch
    {
        Chain chain => chain with { Parts = [.. chain.Parts.Select(part => Of(part, prefix))] },
        Residual residual => new Residual(Of(residual.Body, prefix)),
        Gate gate => new Gate(Of(gate.Body, prefix)),
        Conv conv => conv with { Name = prefix + conv.Name, Norm = conv.Norm is { } norm ? prefix + norm : null },
        GlobalPool or Activate => definition,
        _ => throw new ArgumentException($"An EfficientNet has no {definition.GetType().Name}."),
    };
}
