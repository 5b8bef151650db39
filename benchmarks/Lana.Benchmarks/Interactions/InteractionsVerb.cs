using Lana.Runtime;
using Samples;
using static Lana.Benchmarks.VerbReport;

namespace Lana.Benchmarks.Interactions;

/// <summary>When pair terms and refinement pay: the networks they lead to beside those of the plain sum of
/// scores.</summary>
internal sealed class InteractionsVerb : IBenchmarkVerb
{
    private static readonly double[] Shares = [0.25, 0.35, 0.45, 0.6, 0.8];

    public string Name => "interactions";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var output = arguments.Text("--out");
        var settings = InteractionsSettings.Read(arguments);
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        using var folder = new TemporaryFolder();
        using var bench = new InteractionBench(settings, folder.Path);
        var (_, training) = Told("training", await Cost.OfAsync(() => bench.TrainAsync(cancellationToken)));
        var (_, scoring) = Told("scoring", await Cost.OfAsync(() => bench.ScoreAsync(cancellationToken)));
        var teacher = Told("teacher", await bench.JudgeTeacherAsync(cancellationToken));
        var rows = new List<WayRow>();
        foreach (var share in Shares)
        {
            var found = await new BudgetRun(bench, share, cancellationToken).RunAsync();
            rows.AddRange(found.Select(row => Told("way", row)));
        }

        var means = WayMean.Of(rows);
        foreach (var mean in means)
        {
            Told("mean", mean);
        }

        await FinishAsync(
            new InteractionsReport(teacher, rows, means, training, scoring, settings, DateTimeOffset.UtcNow),
            output,
            cancellationToken);
        return 0;
    }
}
