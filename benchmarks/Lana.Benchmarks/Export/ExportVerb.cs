using Lana.Devices;
using Lana.Measurement;
using Lana.Models;
using Samples;

namespace Lana.Benchmarks.Export;

/// <summary>Compares Lana's ONNX of EfficientNet-B0 with torchvision's, in ONNX Runtime.</summary>
internal sealed class ExportVerb : IBenchmarkVerb
{
    private const string Network = "efficientnet_b0";
    public string Name => "export";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var options = ExportOptions.Read(arguments);
        var theirs = await TorchvisionModel.GetAsync(options.Theirs, cancellationToken);
        var definition = ModelRegistry.Define(Network);
        var meter = Meter(options);
        var lana = LatencySubject.Of(definition);
        var torchvision = new LatencySubject("torchvision", definition.Input, () => theirs) { IsWhole = true };
        var rows = new List<(double Lana, double Torchvision)>();
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            // The order alternates: neither network always starts with the caches of the other.
            var isFirst = repeat % 2 == 0;
            var times = await meter.MeasureAsync(
                isFirst ? [lana, torchvision] : [torchvision, lana], cancellationToken: cancellationToken);
            rows.Add((times[isFirst ? 0 : 1].LatencyMs, times[isFirst ? 1 : 0].LatencyMs));
            Console.WriteLine($"Lana {rows[^1].Lana:F3} ms, torchvision {rows[^1].Torchvision:F3} ms");
        }

        await VerbReport.FinishAsync(
            Report(rows, $"{definition.Input}", meter.Profile, options), options.Out, cancellationToken);
        return 0;
    }

    private static OnnxRuntimeLatencyMeter Meter(ExportOptions options) => new(new OnnxRuntimeLatencyOptions
    {
        TimePerSubject = TimeSpan.FromSeconds(options.Seconds),
        TargetError = 1e-6,
        MaxRounds = 10_000,
    });

    private static ExportReport Report(
        List<(double Lana, double Torchvision)> rows, string input, DeviceProfile profile, ExportOptions options)
    {
        var ratios = rows.Select(row => row.Lana / row.Torchvision).ToList();
        return new ExportReport
        {
            Ratio = Median(ratios),
            LanaMs = Median(rows.Select(row => row.Lana)),
            TorchvisionMs = Median(rows.Select(row => row.Torchvision)),
            Ratios = ratios,
            Network = Network,
            Input = input,
            Device = profile.Device,
            Runtime = $"{profile.Runtime} {profile.RuntimeVersion}",
            Threads = profile.Threads,
            Options = options with { Theirs = Path.GetFileName(options.Theirs), Out = null },
            At = DateTimeOffset.UtcNow,
        };
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
