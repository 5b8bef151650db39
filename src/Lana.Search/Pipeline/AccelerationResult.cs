using Lana.Networks;
using Lana.Parity;
using Lana.Pool;
using Lana.Selections;
using Lana.Tables;

namespace Lana.Pipeline;

/// <summary>A student and how it came about.</summary>
/// <param name="Student">The network, trained; its tensors are its own.</param>
/// <param name="Chosen">The operation chosen in each layer.</param>
/// <param name="Latency">What teacher and student take on this device, measured in one run at the end.</param>
/// <param name="Parity">How far ONNX Runtime and TorchSharp are apart on the file that was written.</param>
/// <param name="Table">What each operation takes on this device.</param>
/// <param name="Scores">What each operation does to the loss when it alone takes its layer's place.</param>
/// <param name="Pool">What is known of every trained operation.</param>
/// <param name="StageSeconds">How long each stage took when it was done, in seconds, by its name.</param>
/// <param name="RunDirectory">Where <c>student.onnx</c>, <c>student.safetensors</c> and
/// <c>student/architecture.json</c> are.
/// </param>
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
    /// <summary>What single swaps changed about the selection.</summary>
    /// <value>Default null: <see cref="AcceleratorOptions.Refinement"/> was off.</value>
    public RefinedSelection? Refinement { get; init; }

    /// <summary>How the best selections did in a short fine-tuning.</summary>
    /// <value>Default null: <see cref="AcceleratorOptions.SuccessiveHalving"/> was off, or no other selection was within the
    /// budget.</value>
    public SuccessiveHalvingResult? SuccessiveHalving { get; init; }

    /// <summary>The student as ONNX.</summary>
    public string OnnxPath => new StudentFolder(RunDirectory).OnnxPath;

    /// <summary>The student's weights.</summary>
    public string WeightsPath => new StudentFolder(RunDirectory).WeightsPath;

    /// <summary>Disposes the student.</summary>
    public void Dispose() => Student.Dispose();
}
