using Lana.Definitions;
using Lana.Modules;

namespace Lana.Import.Onnx;

/// <summary>A network from a file as definitions and operators, with the numbers of its weights.</summary>
/// <param name="Input">The shape of one image, [C, H, W].</param>
/// <param name="Nodes">The nodes, each after those whose values it takes.</param>
/// <param name="Outputs">The names of the values that the network gives, in the order of the file.</param>
/// <param name="Weights">The numbers of each weight, by its name without the name of a layer.</param>
internal sealed record ConvertedGraph(
    FeatureShape Input,
    ImmutableArray<GraphNode> Nodes,
    ImmutableArray<string> Outputs,
    IReadOnlyDictionary<string, float[]> Weights)
{
    /// <summary>The value that each tensor of the file is, by the tensor's name; of those that are needed and not known.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>The tensor of the file that each value is, by the value's name; values in between are none. Who merges nodes leaves
    /// the last one its name, or takes it out here.</summary>
    public required IReadOnlyDictionary<string, ImportedValue> Tensors { get; init; }

    /// <summary>The nodes of the file that each node stands for, by the name of the node.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<ImportedNode>> Origins { get; init; }

    /// <summary>Gives weights of these names their numbers; others stay as they are.</summary>
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
