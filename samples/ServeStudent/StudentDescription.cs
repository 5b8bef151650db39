using System.Globalization;
using Google.Protobuf;

namespace ServeStudent;

/// <summary>The answer to <c>GET /model</c>.</summary>
/// <param name="Name">The name of the graph.</param>
/// <param name="File">The name of the file.</param>
/// <param name="Producer">The program that wrote it.</param>
/// <param name="Opsets">The version of each domain of operators; the standard's own is <c>ai.onnx</c>.</param>
/// <param name="Inputs">Name, type and shape of each input; −1 is a free size.</param>
/// <param name="Outputs">The same of each output.</param>
/// <param name="Metadata">The properties in the file.</param>
internal sealed record StudentDescription(
    string Name,
    string File,
    string Producer,
    IReadOnlyDictionary<string, long> Opsets,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, string> Metadata)
{
    // The fields of ModelProto and OperatorSetIdProto, with the wire type in the low three bits.
    private const uint OpsetImport = (8 << 3) | 2;
    private const uint Domain = (1 << 3) | 2;
    private const uint Version = 2 << 3;

    public static StudentDescription Of(InferenceSession session, string path)
    {
        var model = session.ModelMetadata;
        return new StudentDescription(
            model.GraphName,
            Path.GetFileName(path),
            model.ProducerName,
            ReadOpsets(path),
            [.. session.InputMetadata.Select(Text)],
            [.. session.OutputMetadata.Select(Text)],
            model.CustomMetadataMap);
    }

    public static string Text(KeyValuePair<string, NodeMetadata> value) => value.Value.IsTensor
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Key}: {value.Value.ElementDataType} [{string.Join(", ", value.Value.Dimensions)}]")
        : $"{value.Key}: {value.Value.OnnxValueType}";

    // ONNX Runtime tells everything but this.
    private static Dictionary<string, long> ReadOpsets(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        using var model = new CodedInputStream(file);
        var opsets = new Dictionary<string, long>();
        while (model.ReadTag() is var tag and not 0)
        {
            if (tag != OpsetImport)
            {
                model.SkipLastField();
                continue;
            }

            var (domain, version) = ReadOpset(model.ReadBytes().CreateCodedInput());
            opsets[domain.Length == 0 ? "ai.onnx" : domain] = version;
        }

        return opsets;
    }

    private static (string Domain, long Version) ReadOpset(CodedInputStream opset)
    {
        var (domain, version) = ("", 0L);
        while (opset.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case Domain:
                    domain = opset.ReadString();
                    break;
                case Version:
                    version = opset.ReadInt64();
                    break;
                default:
                    opset.SkipLastField();
                    break;
            }
        }

        return (domain, version);
    }
}
