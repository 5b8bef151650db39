using System.Text;
using System.Text.Json;
using Lana.Selections;

namespace Lana.Fuzzing;

/// <summary>Selections as JSON and as text; what was read is written and read back as the same.</summary>
internal sealed class SelectionTarget() : TextTarget(
    "selections",
    ["blocks.0.0", "identity", "\"blocks.0.0\":\"identity\"", "blocks.0.0=identity", "%3D", "%ff", "=", "teacher"],
    typeof(JsonException),
    typeof(FormatException))
{
    private static readonly Selection Some = Selection.Of(
        ["blocks.0.0", "blocks.0.1", "a b=c"], ["identity", "efn_e1_k3", "teacher"]);

    public override IReadOnlyList<byte[]> Seeds { get; } =
        [JsonSerializer.SerializeToUtf8Bytes(Some), Encoding.UTF8.GetBytes($"{Some}")];

    protected override Func<string> Read(string text)
    {
        var selection = text.TrimStart().StartsWith('{')
            ? JsonSerializer.Deserialize<Selection>(text)
            : Selection.Parse(text);
        return () => selection is null || (Selection.Parse($"{selection}") == selection
            && JsonSerializer.Deserialize<Selection>(JsonSerializer.Serialize(selection)) == selection)
            ? JsonSerializer.Serialize(selection)
            : throw new InvalidOperationException("what was written of the selection reads as another one");
    }
}
