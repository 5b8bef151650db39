using Google.Protobuf;
using Lana.Networks;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>What an exported file gives, beside what its network gives.</summary>
internal static class OnnxOutputs
{
    /// <summary>A file that gives what the network gives: without the nodes after the network's outputs that only the file has.</summary>
    /// <param name="network">The network.</param>
    /// <param name="model">The file that it was exported to or read from.</param>
    /// <returns>The same bytes where there are no such nodes.</returns>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no ONNX file.</exception>
    public static byte[] OfNetwork(Network network, byte[] model)
    {
        if (network.Template is null or { Tail.IsEmpty: true })
        {
            return model;
        }

        var cut = ModelProto.Parser.ParseFrom(model);
        cut.Graph.Output.Clear();
        cut.Graph.Output.AddRange(network.Definition.Outputs.Select(output => new ValueInfoProto { Name = output.Name }));
        return cut.ToByteArray();
    }
}
