using Lana.Candidates;
using Lana.Native;
using Samples;

namespace Lana.Benchmarks.SearchSpaces;

/// <summary>Measures the search space: one training step of every operation, the computation of all costs, and the
/// effect of the initialisation.</summary>
internal sealed class SearchSpaceVerb : IBenchmarkVerb
{
    public string Name => "search-space";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var output = arguments.Text("--out");
        var steps = arguments.Number("--init-steps", 100);
        arguments.ThrowIfUnread();
        var pricing = PricingReport.Run();
        Console.WriteLine(pricing);
        TorchRuntime.Initialize();
        var training = StepReport.Run(cancellationToken);
        Console.WriteLine(training);
        var initialisation = steps == 0 ? [] : await InitialisationRow.RunAsync(steps, cancellationToken);
        foreach (var row in initialisation)
        {
            Console.WriteLine(row);
        }

        var report = new
        {
            Operations = SearchSpace.Paper.Operations.Count,
            pricing.PricingMs,
            pricing.PricingMegabytes,
            training.TotalMs,
            training.PeakMegabytes,
            training.MsByFamily,
            Initialisation = initialisation,
            Cores = Environment.ProcessorCount,
            At = DateTimeOffset.UtcNow,
        };
        await VerbReport.FinishAsync(report, output, cancellationToken);
        return 0;
    }
}
