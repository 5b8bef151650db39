using Lana.Import.Onnx;
using Lana.Measurement;
using Lana.Native;
using Lana.Networks;
using Lana.Timing;
using Samples;

namespace Lana.Benchmarks.Imported;

/// <summary>Measures imported files with all their nodes rewritten, and compares them with the original files.</summary>
/// <remarks>A network that did not change is written as its file, node for node, so that there is nothing to measure.
/// Therefore every weight is changed slightly.</remarks>
internal sealed class ReexportVerb : IBenchmarkVerb
{
    private const int Repeats = 5;
    private const double Change = 1.001;

    public string Name => "reexport";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var folder = arguments.Text("--models")
            ?? throw new ArgumentException("Option --models is missing: a folder of .onnx files.");
        var output = arguments.Text("--out");
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        var meter = new OnnxRuntimeLatencyMeter();
        var rows = new List<ReexportRow>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, path);
            rows.Add(VerbReport.Told(name, await MeasureAsync(name, path, meter, cancellationToken)));
        }

        await VerbReport.FinishAsync(
            new ReexportReport(rows, meter.Profile.Device, Environment.ProcessorCount, DateTimeOffset.UtcNow),
            output,
            cancellationToken);
        return 0;
    }

    private static async Task<ReexportRow> MeasureAsync(
        string name, string path, OnnxRuntimeLatencyMeter meter, CancellationToken cancellationToken)
    {
        var size = ImportedGoals.All.FirstOrDefault(goal => goal.Model == Path.GetFileName(path))?.Size;
        using var imported = OnnxNetwork.Load(path, new OnnxImportOptions { Size = size });
        using var changed = imported.Network.Detach();
        Disturb(changed);
        var (file, input) = (File.ReadAllBytes(path), changed.Input);
        var comparison = new PairedComparison(meter, new LatencySubject("the file", input, () => file) { IsWhole = true });
        LatencySubject[] written =
            [LatencySubject.Of(changed, "all new").Cached(), LatencySubject.Of(changed.From(null), "own form").Cached()];
        var repeats = new List<IReadOnlyList<PairedLatency>>();
        while (repeats.Count < Repeats)
        {
            repeats.Add(await comparison.MeasureAsync(written, cancellationToken: cancellationToken));
        }

        return new ReexportRow(
            name,
            $"{input}",
            Median.By(repeats, pairs => pairs[0].TeacherMs)[0].TeacherMs,
            Median.By(repeats, pairs => pairs[0].Share)[0].Share,
            Median.By(repeats, pairs => pairs[1].Share)[1].Share);
    }

    private static void Disturb(Network network)
    {
        using var gradients = TorchSharp.torch.no_grad();
        foreach (var (_, weight) in network.NamedWeights.Where(pair => pair.Weight.Value.is_floating_point()))
        {
            weight.Value.mul_(Change);
        }
    }
}
