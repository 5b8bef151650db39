using Lana.Modules;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Measuring;

/// <summary>A fixed small model whose time says how fast the machine is just now; several sessions of it, spread over a round.
/// </summary>
/// <remarks>An inverted residual and a 3×3 convolution at 14×14, embedded: of the kind of what is measured, so that it suffers as
/// they do, and always the same, so that windows, calls and tables can be compared.</remarks>
internal sealed class ReferenceModel : IDisposable
{
    private const int Sessions = 4;
    private const int CalibrationRuns = 500;

    // Disturbance only adds time: the calm level lies below the middle of what is seen, not at it.
    private const double CalmShare = 0.25;

    private static readonly Lazy<byte[]> Model = new(Read);

    private readonly List<OnnxRun> _runs = [];

    public ReferenceModel(SessionOptions sessionOptions)
    {
        var subject = new LatencySubject("the reference model", new FeatureShape(16, 14, 14), () => Model.Value) { IsWhole = true };
        var options = new OnnxRuntimeLatencyOptions();
        for (var session = 0; session < Sessions; session++)
        {
            _runs.Add(OnnxRun.Open(subject, Model.Value, sessionOptions, options));
        }
    }

    public IReadOnlyList<ITimedRun> Runs => _runs;

    /// <summary>What one run takes while nobody disturbs, in milliseconds.</summary>
    public double Calibrate(IStopwatch stopwatch, CancellationToken cancellationToken)
    {
        var times = new double[CalibrationRuns];
        for (var index = 0; index < times.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            times[index] = stopwatch.Time(_runs[index % Sessions]);
        }

        return SampleStatistics.Quantile(times, CalmShare);
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private static byte[] Read()
    {
        using var stream = typeof(ReferenceModel).Assembly.GetManifestResourceStream("Lana.Measuring.reference.onnx")
            ?? throw new InvalidOperationException("Lana.Latency.dll was built without its reference model.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
