using Lana;
using Lana.Candidates;
using Lana.Devices;
using Lana.Measurement;
using Lana.Networks;
using Lana.Problem;
using Lana.Selections;
using Lana.Solvers;
using Lana.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Snippets;

internal static class DeviceSnippets
{
    public static void Configure(ServiceCollection services)
    {
        #region device-threads
        services.AddLana().AddOnnxRuntimeLatency(latency => (latency.Threads, latency.Batch) = (4, 1));
        #endregion
    }

    public static OnnxRuntimeLatencyMeter UseProvider()
    {
        #region device-provider
        var meter = new OnnxRuntimeLatencyMeter(new OnnxRuntimeLatencyOptions
        {
            Provider = "xnnpack",               // the name in the device profile
            Device = "board with XNNPACK",
            SessionOptionsFactory = () =>
            {
                var options = new SessionOptions();
                options.AppendExecutionProvider("XNNPACK");
                return options;
            },
        });
        #endregion
        return meter;
    }

    public static SelectionResult SelectForPhone(Network teacher, ISearchSpace searchSpace, ScoreTable scores)
    {
        #region device-foreign-table
        var phone = new DeviceProfile("my phone", 8, "android", "arm64", "onnxruntime", "1.20", "cpu", 1, 1, "float32");
        LatencyTable table = LatencyCsv.Read("phone.csv", teacher.Definition, searchSpace, phone);
        var problem = SelectionProblem.From(scores, table.ToCostTable(), maximumMs: 0.45 * table.TeacherMs);
        SelectionResult result = new IlpOperationSelector().Select(problem, new SelectionOptions { Solutions = 10 });
        #endregion
        return result;
    }
}

#region device-meter
internal sealed class BoardMeter(Func<byte[], FeatureShape, CancellationToken, Task<double>> runOnBoard) : ILatencyMeter
{
    public DeviceProfile Profile { get; } = new("my board", 4, "linux", "arm64", "onnxruntime", "1.20", "cpu", 1, 1, "float32");

    public async Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects, IProgress<LanaProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var estimates = new List<LatencyEstimate>();
        foreach (var subject in subjects)
        {
            estimates.Add(new LatencyEstimate(await runOnBoard(subject.Model(), subject.Input, cancellationToken)));
            progress?.Report(new LanaProgress("board", estimates.Count, subjects.Count));
        }

        return estimates;
    }
}
#endregion
