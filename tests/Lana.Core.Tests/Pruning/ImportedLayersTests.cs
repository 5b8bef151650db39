using Lana.Candidates;
using Lana.Definitions;
using Lana.Import.Onnx;

namespace Lana.Pruning;

/// <summary>Layers of files that others exported, pruned.</summary>
[Collection(TorchCollection.Name)]
public sealed class ImportedLayersTests
{
    [Theory]
    [MemberData(nameof(SharedModels.Trainable), MemberType = typeof(SharedModels))]
    public void Zz_Report(string name)
    {
        var definition = OnnxNetwork.Define(SharedModels.PathOf(name), SharedModels.OptionsOf(name)).Definition;
        var with = 0;
        var half = 0;
        foreach (var layer in definition.Layers)
        {
            var operations = SearchSpace.Inherited.For(layer).Where(operation => operation.Family == "inherit").Select(o => o.Name).ToList();
            with += operations.Count > 0 ? 1 : 0;
            half += operations.Any(o => o.Contains("w0.5")) ? 1 : 0;
            Console.WriteLine($"  {layer.Name} {layer.Input}->{layer.Output}: {string.Join(' ', operations)}\n     {Show(layer.Definition)}");
        }

        Console.WriteLine($"{name}: {with} ({half} half) of {definition.Layers.Length} {definition.Cost}");
    }

    private static string Show(Definition definition) => definition switch
    {
        Conv conv => $"Conv{conv.Out}k{conv.Kernel.Height}{(conv.Groups > 1 ? "g" + conv.Groups : "")}{(conv.Bias ? "b" : "")}{(conv.Norm is null ? "" : "n")}{(conv.Activation == Activation.None ? "" : conv.Activation)}",
        Chain chain => $"[{string.Join(" ", chain.Parts.Select(Show))}]",
        Residual residual => $"Residual({Show(residual.Body)})",
        Gate gate => $"Gate({Show(gate.Body)})",
        Sum sum => $"Sum({string.Join(", ", sum.Branches.Select(Show))})",
        Concat sum => $"Concat({string.Join(", ", sum.Branches.Select(Show))})",
        Activate a => a.Function.ToString(),
        Graph graph => $"Graph({string.Join("; ", graph.Nodes.Select(n => n.Definition is { } d ? Show(d) : n.Operator!.GetType().Name + (n.Operator is Operators.Arithmetic ar ? "." + ar.Function + (ar.Constant is null ? "" : "C") : "")))})",
        _ => definition.GetType().Name,
    };
}
