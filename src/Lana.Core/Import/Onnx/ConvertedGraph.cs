using Lana.Definitions;
using Lana.Modules;

namespace Lana.Import.Onnx;

/// <summary>A network from a file as definitions and operators, with the numbers of its weights.</summary>
/// <param name="Input">The shape of one image, [C, H, W].</param>
/// <param name="Nodes">The nodes, each after those whose values it uses.</param>
/// <param name="Outputs">The names of the network's output values, in the order of the file.</param>
/// <param name="Weights">The numbers of each weight, by its name without the name of a layer.</param>
internal sealed record ConvertedGraph(
    FeatureShape Input,
    ImmutableArray<GraphNode> Nodes,
    ImmutableArray<string> Outputs,
    IReadOnlyDictionary<string, float[]> Weights)
{
    /// <summary>The value of each tensor of the file, by the tensor's name, for tensors that are needed and not
    /// known.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>The tensor of the file for each value, by the value's name; intermediate values have none. Code that
    /// merges nodes keeps the name of the last one, or removes its entry here.</summary>
    public required IReadOnlyDictionary<string, ImportedValue> Tensors { get; init; }

    /// <summary>The nodes of the file that each node represents, by the name of the node.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<ImportedNode>> Origins { get; init; }

    /// <summary>Copies the numbers to the weights of these names; other weights are not changed.</summary>
    public void Fill(IEnumerable<Weight> weights)
    {
        using var gradients = no_grad();
        foreach (var weight in weights.Where(weight => Weights.ContainsKey(weight.Name)))
        {
            using var numbers = tensor(Weights[weight.Name], weight.Value.shape);
            weight.Value.copy_(numbers);
        }
    }
}
