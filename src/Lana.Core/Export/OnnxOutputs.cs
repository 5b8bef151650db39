using Google.Protobuf;
using Lana.Networks;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>What a file gives, beside what its network gives.</summary>
internal static class OnnxOutputs
{
    /// <summary>A file that gives what the network gives: without the nodes after the network's outputs that only the file has.</summary>
    /// <param name="network">The network.</param>
    /// <param name="model">The file that it was exported to or read from.</param>
    /// <returns>The same bytes where the file has the outputs of the network, or does not know them by their names.</returns>
    public static byte[] OfNetwork(Network network, byte[] model)
    {
        var names = network.Definition.Outputs.Select(output => output.Name).ToList();
        if (TryParse(model) is not { Graph: { } graph } file || graph.Output.Select(output => output.Name).SequenceEqual(names))
        {
            return model;
        }

        var made = graph.Node.SelectMany(node => node.Output).ToHashSet(StringComparer.Ordinal);
        if (!names.TrueForAll(made.Contains))
        {
            return model;
        }

        graph.Output.Clear();
        graph.Output.AddRange(names.Select(name => new ValueInfoProto { Name = name }));
        return file.ToByteArray();
    }

    // What is wrong with a file that cannot be read is said by who runs it.
    private static ModelProto? TryParse(byte[] model)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(model);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
