using System.Text.Json.Serialization;
using Lana.Parity;

namespace Lana.Pipeline;

/// <summary>A student whose files are written.</summary>
/// <param name="WeightsHash">The hash of <c>student.safetensors</c>.</param>
internal sealed record WrittenStudent(string WeightsHash)
{
    /// <summary>The parity check when the files were written in this process; null if the stage was on record.</summary>
    [JsonIgnore]
    public OnnxParityResult? Parity { get; init; }
}
