using System.Text.Json.Serialization;
using Lana.FineTuning;
using Lana.Parity;

namespace Lana.Pipeline;

/// <summary>A student whose files are written.</summary>
/// <param name="WeightsHash">The hash of <c>student.safetensors</c>.</param>
internal sealed record WrittenStudent(string WeightsHash)
{
    /// <summary>The losses of each epoch of the fine-tuning; empty without one.</summary>
    public IReadOnlyList<FineTuningEpoch> Curve { get; init; } = [];

    /// <summary>The parity check when the files were written in this process; null if the stage was on record.</summary>
    [JsonIgnore]
    public OnnxParityResult? Parity { get; init; }
}
