using Lana.FineTuning;
using Lana.Parity;
using Lana.Pool;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>The result of an acceleration.</summary>
/// <param name="Student">The trained network; it owns its tensors.</param>
/// <param name="Chosen">The selection that the student was built from.</param>
/// <param name="Latency">The latencies of teacher and student on this device, measured in one run at the end.</param>
/// <param name="Parity">The difference between ONNX Runtime and TorchSharp on the written file.</param>
/// <param name="Table">The latency of each candidate on this device.</param>
/// <param name="Scores">The score of each candidate.</param>
/// <param name="Pool">The pool's entry of each trained candidate.</param>
/// <param name="StageSeconds">The duration of each stage when it ran, in seconds, by its name; for the latency table,
/// the duration in this run.</param>
/// <param name="RunDirectory">The directory of <c>student.onnx</c>, <c>student.safetensors</c> and
/// <c>student/architecture.json</c>.</param>
public sealed record AccelerationResult(
    Network Student,
    MeasuredSelection Chosen,
    MeasuredLatency Latency,
    OnnxParityResult Parity,
    LatencyTable Table,
    ScoreTable Scores,
    IReadOnlyList<PoolEntry> Pool,
    IReadOnlyDictionary<string, double> StageSeconds,
    string RunDirectory) : IDisposable
{
    /// <summary>The refinement of the selection by single swaps.</summary>
    /// <value>Default null: <see cref="AcceleratorOptions.Refinement"/> was off.</value>
    public RefinedSelection? Refinement { get; init; }

    /// <summary>The search by short fine-tunings.</summary>
    /// <value>Default null: <see cref="AcceleratorOptions.TrialSearch"/> or the fine-tuning was off.</value>
    public TrialSearchResult? TrialSearch { get; init; }

    /// <summary>The agreement of each of the student's outputs with the teacher's on the held-out images.</summary>
    /// <value>One entry for each output; default empty, which means that there are no held-out images.</value>
    public IReadOnlyList<OutputAgreement> OutputAgreements { get; init; } = [];

    /// <summary>The losses of each epoch of the fine-tuning, in order.</summary>
    /// <value>Default empty: the fine-tuning was off.</value>
    public IReadOnlyList<FineTuningEpoch> FineTuningCurve { get; init; } = [];

    /// <summary>The options of the run by their names, for example <c>FineTuningOptions.Epochs</c>.</summary>
    /// <value>Those of Lana's own parts; default empty.</value>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The path of the student's ONNX file.</summary>
    public string OnnxPath => new StudentFolder(RunDirectory).OnnxPath;

    /// <summary>The path of the student's weights.</summary>
    public string WeightsPath => new StudentFolder(RunDirectory).WeightsPath;

    /// <summary>Disposes the student.</summary>
    public void Dispose() => Student.Dispose();
}
