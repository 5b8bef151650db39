using Lana.Networks;
using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>Writes a network into the file from which it was read.</summary>
internal static class DropInWriter
{
    /// <summary>Returns the file with new nodes for the parts of the network that changed.</summary>
    /// <exception cref="InvalidOperationException">The file's opset has no form of an operator, and nodes after the
    /// network's outputs need this opset.</exception>
    public static ModelProto Write(Network network, OnnxTemplate template)
    {
        var changed = Changed(network, template);
        if (changed.Count == 0)
        {
            return template.Model;
        }

        try
        {
            var emission = new DropInEmission(network, template, template.Opset);
            var parts = changed.Select(emission.Emit).ToList();
            return new DropInFile(template, emission.Graph).With(parts);
        }
        catch (OpsetException) when (template.Tail.IsEmpty)
        {
            // Not swallowed: the whole network is written in an opset that has the operator.
            return Anew(network, template);
        }
        catch (OpsetException cause)
        {
            throw new InvalidOperationException(
                $"'{network.Name}' cannot be written into its file: {cause.Message} The nodes "
                    + $"{Shortened.List(template.Tail, 8, ", ")} are kept as they are and need this opset. "
                    + "Export the original model with a newer opset.",
                cause);
        }
    }

    /// <summary>Writes all nodes in opset 17, between the inputs and outputs of the file.</summary>
    public static ModelProto Anew(Network network, OnnxTemplate template)
    {
        var emission = new DropInEmission(network, template, OnnxGraph.OwnOpset);
        var nodes = Enumerable.Range(0, network.Parts.Count).Where(node =>
            template.Tensors.TryGetValue(NameOf(network, node), out var tensor) && tensor != template.Input);
        var parts = nodes.Select(emission.Emit).ToList();
        parts.AddRange(network.Definition.Outputs
            .Where(output => template.Tensors[output.Value] != output.Name)
            .Select(output => emission.Repeat(template.Tensors[output.Value], output.Name)));
        return DropInFile.Anew(template, emission.Graph, parts);
    }

    // The nodes that compute tensors of the file and have changed, or whose inputs that are not in the file have changed.
    private static List<int> Changed(Network network, OnnxTemplate template)
    {
        var plan = network.Definition.Plan;
        var isChanged = new bool[network.Parts.Count];
        for (var node = 0; node < isChanged.Length; node++)
        {
            var name = NameOf(network, node);
            isChanged[node] = NodeFingerprint.Of(network, node) != template.Fingerprints[name];
            foreach (var value in plan.InputsOf(node))
            {
                isChanged[node] |= value > 0 && isChanged[value - 1] && !template.Tensors.ContainsKey(NameOf(network, value - 1));
            }
        }

        return
        [
            .. Enumerable.Range(0, isChanged.Length)
                .Where(node => isChanged[node] && template.Tensors.ContainsKey(NameOf(network, node))),
        ];
    }

    private static string NameOf(Network network, int node) => network.Definition.Nodes[node].Name;
}
