using Lana.Definitions;

namespace Lana.Networks;

/// <summary>An output of a network.</summary>
/// <param name="Name">Its name in an exported file.</param>
/// <param name="Value">The name of the node whose value it is.</param>
public sealed record NetworkOutput(string Name, string Value)
{
    /// <summary>Gets a value that indicates whether a feature [N, K, 1, 1] is returned as [N, K].</summary>
    /// <value><see langword="false"/> by default: the value is not changed.</value>
    public bool IsFlat { get; init; }

    internal TensorShape Resolve(GraphPlan plan)
    {
        ArgumentException.ThrowIfNullOrEmpty(Name);
        var shape = plan.Shapes[plan.ValueOf(Value, Name)];
        return !IsFlat ? shape
            : shape.IsFeature && shape.ToFeature().Positions == 1 ? new TensorShape(shape.Sizes[0])
            : throw new ArgumentException($"'{Value}' gives {shape}; it must give [K, 1, 1].");
    }
}
