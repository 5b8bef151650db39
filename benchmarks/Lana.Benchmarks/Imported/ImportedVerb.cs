using Lana.Measurement;
using Lana.Native;
using Samples;

namespace Lana.Benchmarks.Imported;

/// <summary>Accelerates published ONNX files without labels and evaluates the students; the README of the results names
/// the files.</summary>
internal sealed class ImportedVerb : IBenchmarkVerb
{
    public string Name => "onnx";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var folders = new ImportedFolders(
            Needed(arguments, "--models"), Needed(arguments, "--data"), arguments.Text("--work", "onnx-runs"));
        var (output, seed) = (arguments.Text("--out"), arguments.Number("--seed", 0UL));
        var names = arguments.Words("--rows");
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        var rows = new List<ImportedRow>();
        foreach (var goal in ImportedGoals.All.Where(goal => names.Count == 0 || names.Contains(goal.Name)))
        {
            rows.Add(VerbReport.Told(goal.Name, await new ImportedRun(goal, folders, seed).RunAsync(cancellationToken)));
        }

        var device = new OnnxRuntimeLatencyMeter().Profile.Device;
        await VerbReport.FinishAsync(
            new ImportedReport(rows, seed, device, Environment.ProcessorCount, DateTimeOffset.UtcNow), output, cancellationToken);
        return 0;
    }

    private static string Needed(Arguments arguments, string name) =>
        arguments.Text(name) ?? throw new ArgumentException($"Option {name} is missing: a folder.");
}
