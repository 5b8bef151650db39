using Lana.Fuzzing;
using Lana.Native;
using Samples;
using static Lana.Benchmarks.VerbReport;

namespace Lana.Benchmarks.Fuzzing;

/// <summary>Reads damaged files and texts of every format by the calls that users make, and counts the outcomes.</summary>
internal sealed class FuzzVerb : IBenchmarkVerb
{
    private const long DefaultCount = 10_000;
    private const int MaxFailures = 20;

    public string Name => "fuzz";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var formats = arguments.Words("--format", [.. FuzzTargets.Names]);
        var (first, count) = (arguments.Number("--first", 0L), arguments.Number("--count", DefaultCount));
        var (seed, seconds) = (arguments.Number("--seed", 0UL), arguments.Number("--seconds", double.MaxValue));
        var file = arguments.Text("--out");
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        var (rows, failures) = (new List<FuzzRow>(), 0);
        foreach (var format in formats)
        {
            var run = new FuzzRun(format, seed, seconds);
            rows.Add(Told(format, run.Run(first, count, MaxFailures, cancellationToken)));
            failures += run.Failures;
        }

        await FinishAsync(
            new FuzzReport
            {
                Formats = rows,
                Seed = seed,
                AllocationFactor = FuzzCheck.Factor,
                AllocationAllowance = FuzzCheck.Allowance,
                Cores = Environment.ProcessorCount,
                At = DateTimeOffset.UtcNow,
            },
            file,
            cancellationToken);
        return failures == 0 ? 0 : 1;
    }
}
