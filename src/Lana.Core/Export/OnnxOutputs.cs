using Google.Protobuf;
using Lana.Networks;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>Reduces a file to the outputs of its network.</summary>
internal static class OnnxOutputs
{
    /// <summary>Returns a file with the outputs of the network only, without the nodes after them that only the file
    /// has.</summary>
    /// <param name="network">The network.</param>
    /// <param name="model">The file that it was exported to or read from.</param>
    /// <returns>The same bytes if the file has the outputs of the network, or does not have tensors of their names.</returns>
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

    // Errors in a file that cannot be read are reported when it is run.
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
