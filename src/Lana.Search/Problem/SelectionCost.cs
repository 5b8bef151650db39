namespace Lana.Problem;

/// <summary>One cost of a <see cref="SelectionProblem"/> with its limits, for example a latency.</summary>
/// <remarks>The cost of a selection is <see cref="Constant"/> plus the sum over its layers. Immutable.</remarks>
public sealed class SelectionCost
{
    internal SelectionCost(string name, string unit, double constant, double[][] values, double? minimum, double? maximum)
    {
        (Name, Unit, Constant, ValueArrays, Minimum, Maximum) = (name, unit, constant, values, minimum, maximum);
        Values = Array.AsReadOnly(Array.ConvertAll<double[], IReadOnlyList<double>>(values, Array.AsReadOnly));
    }

    /// <summary>The cost's name, for example <c>latency</c>.</summary>
    public string Name { get; }

    /// <summary>The unit of every number, for example <c>ms</c>.</summary>
    public string Unit { get; }

    /// <summary>The cost of stem and head in <see cref="Unit"/>; it counts towards the limits.</summary>
    public double Constant { get; }

    /// <summary>The cost of each operation of each layer, in <see cref="Unit"/>: [layer][operation], in the order of
    /// <see cref="SelectionProblem.Layers"/> and <see cref="SelectionLayer.Operations"/>; finite, at least 0.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Values { get; }

    /// <summary>The minimum cost of a selection in <see cref="Unit"/>; null for no limit.</summary>
    public double? Minimum { get; }

    /// <summary>The maximum cost of a selection in <see cref="Unit"/>; null for no limit.</summary>
    public double? Maximum { get; }

    internal double[][] ValueArrays { get; }

    internal SelectionCost WithLimits(double? minimum, double? maximum) =>
        new(Name, Unit, Constant, ValueArrays, minimum, maximum);
}
