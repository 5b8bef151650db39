using System.Globalization;

namespace ServeStudent;

/// <summary>The answer to <c>GET /model</c>.</summary>
/// <param name="Name">The name of the graph.</param>
/// <param name="File">The name of the file.</param>
/// <param name="Producer">The program that wrote it.</param>
/// <param name="Inputs">Name, type and shape of each input; −1 is a free size.</param>
/// <param name="Outputs">The same of each output.</param>
/// <param name="Metadata">The properties in the file.</param>
internal sealed record StudentDescription(
    string Name,
    string File,
    string Producer,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, string> Metadata)
{
    public static StudentDescription Of(InferenceSession session, string path)
    {
        var model = session.ModelMetadata;
        return new StudentDescription(
            model.GraphName,
            Path.GetFileName(path),
            model.ProducerName,
            [.. session.InputMetadata.Select(Text)],
            [.. session.OutputMetadata.Select(Text)],
            model.CustomMetadataMap);
    }

    public static string Text(KeyValuePair<string, NodeMetadata> value) => value.Value.IsTensor
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Key}: {value.Value.ElementDataType} [{string.Join(", ", value.Value.Dimensions)}]")
        : $"{value.Key}: {value.Value.OnnxValueType}";
}
