using Lana.Definitions;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Benchmarks.Supervision;

/// <summary>The division of a teacher into the pieces that are supervised.</summary>
/// <param name="Name">The name of the division.</param>
/// <param name="Joins">Returns true if a layer belongs to the piece of the layer before it.</param>
internal sealed record TeacherSplit(string Name, Func<Layer, bool> Joins)
{
    /// <summary>Every division that is compared.</summary>
    public static IReadOnlyList<TeacherSplit> All { get; } =
    [
        new("layer", _ => false),
        new("stage", layer => layer.KeepsShape),
        new("resolution", layer => layer.Input.Height == layer.Output.Height),
    ];

    /// <summary>Returns the same network, weights included, whose layers are the pieces.</summary>
    public Network Apply(Network teacher)
    {
        var pieces = new List<List<Layer>>();
        foreach (var layer in teacher.Layers.Select(layer => layer.Info))
        {
            if (pieces.Count > 0 && Joins(layer))
            {
                pieces[^1].Add(layer);
            }
            else
            {
                pieces.Add([layer]);
            }
        }

        var definition = teacher.Definition;
        var network = new NetworkDefinition(
            $"{teacher.Name} by {Name}",
            definition.Input,
            definition.Nodes[0].Definition!,
            [.. pieces.Select(Join)],
            definition.Nodes[^1].Definition!).Build();
        using var gradients = no_grad();
        foreach (var (target, source) in network.State.Zip(teacher.State))
        {
            target.Value.copy_(source.Value);
        }

        return network;
    }

    private static LayerDefinition Join(List<Layer> piece, int index)
    {
        Definition[] parts = [.. piece.Select(layer => Prefixed.Of(layer.Definition, $"{layer.Name}."))];
        return new LayerDefinition($"piece{index}", new Chain(parts));
    }
}
