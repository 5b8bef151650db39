using Lana.Modules;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>Costs that need no measurement: further limits for the selector.</summary>
/// <remarks>From prices alone: no tensor is made, a whole zoo takes milliseconds.</remarks>
public static class PriceTables
{
    /// <summary>The bytes of weights that the ONNX file holds.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="zoo">The candidates.</param>
    /// <returns>Costs in <c>bytes</c>; the constant is what stem and head hold.</returns>
    public static CostTable WeightBytes(NetworkDefinition teacher, ICandidateZoo zoo) =>
        Of(teacher, zoo, "bytes", "weights in the ONNX file", price => price.ShippedBytes);

    /// <summary>The bytes of all features that are computed for one example in float32: traffic of the memory, and an
    /// upper bound of what is alive at once.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="zoo">The candidates.</param>
    /// <returns>Costs in <c>bytes</c>; the constant is that of stem and head.</returns>
    public static CostTable ActivationBytes(NetworkDefinition teacher, ICandidateZoo zoo) =>
        Of(teacher, zoo, "bytes", "features of one example", price => price.ActivationBytes);

    /// <summary>Trainable numbers.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="zoo">The candidates.</param>
    /// <returns>Costs in <c>parameters</c>; the constant is that of stem and head.</returns>
    public static CostTable Parameters(NetworkDefinition teacher, ICandidateZoo zoo) =>
        Of(teacher, zoo, "parameters", "trainable numbers", price => price.Parameters);

    /// <summary>Multiply-accumulates per example.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="zoo">The candidates.</param>
    /// <returns>Costs in <c>MACs</c>; the constant is that of stem and head.</returns>
    public static CostTable Macs(NetworkDefinition teacher, ICandidateZoo zoo) =>
        Of(teacher, zoo, "MACs", "multiply-accumulates", price => price.Macs);

    private static CostTable Of(
        NetworkDefinition teacher, ICandidateZoo zoo, string unit, string origin, Func<Price, long> quantity)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(zoo);
        var entries = teacher.Layers.SelectMany(layer => zoo.For(layer).Select(operation => new CostEntry(
            layer.Name, operation.Name, quantity(operation.Define(layer).Price(layer.Input)))));
        var layers = teacher.Layers.Sum(layer => quantity(layer.Definition.Price(layer.Input)));
        return new CostTable(unit, $"{origin} of {teacher.Name}", entries, quantity(teacher.Price) - layers);
    }
}
