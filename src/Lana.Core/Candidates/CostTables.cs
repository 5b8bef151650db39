using Lana.Definitions;
using Lana.Networks;
using Lana.Selections;

namespace Lana.Candidates;

/// <summary>Costs that need no measurement: further limits for the selector.</summary>
/// <remarks>Computed only from the costs of definitions: no tensor is created, and a whole search space takes
/// milliseconds.</remarks>
public static class CostTables
{
    /// <summary>The bytes of weights in the ONNX file.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="searchSpace">The candidates.</param>
    /// <returns>Costs in <c>bytes</c>; the constant is that of stem and head.</returns>
    public static CostTable WeightBytes(NetworkDefinition teacher, ISearchSpace searchSpace) =>
        Of(teacher, searchSpace, "bytes", "weights in the ONNX file", cost => cost.ShippedBytes);

    /// <summary>The float32 bytes of all features of one example: memory traffic.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="searchSpace">The candidates.</param>
    /// <returns>Costs in <c>bytes</c>; the constant is that of stem and head.</returns>
    public static CostTable ActivationBytes(NetworkDefinition teacher, ISearchSpace searchSpace) =>
        Of(teacher, searchSpace, "bytes", "features of one example", cost => cost.ActivationBytes);

    /// <summary>The number of trainable parameters.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="searchSpace">The candidates.</param>
    /// <returns>Costs in <c>parameters</c>; the constant is that of stem and head.</returns>
    public static CostTable Parameters(NetworkDefinition teacher, ISearchSpace searchSpace) =>
        Of(teacher, searchSpace, "parameters", "trainable numbers", cost => cost.Parameters);

    /// <summary>Multiply-accumulates per example.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="searchSpace">The candidates.</param>
    /// <returns>Costs in <c>MACs</c>; the constant is that of stem and head.</returns>
    public static CostTable Macs(NetworkDefinition teacher, ISearchSpace searchSpace) =>
        Of(teacher, searchSpace, "MACs", "multiply-accumulates", cost => cost.Macs);

    private static CostTable Of(
        NetworkDefinition teacher, ISearchSpace searchSpace, string unit, string origin, Func<ModelCost, long> quantity)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(searchSpace);
        var entries = searchSpace.CandidatesFor(teacher)
            .Select(candidate => new CostEntry(candidate.Key, quantity(candidate.Cost)));
        var layers = teacher.Layers.Sum(layer => quantity(layer.Definition.Cost(layer.Input)));
        return new CostTable(unit, $"{origin} of {teacher.Name}", entries, quantity(teacher.Cost) - layers);
    }
}
