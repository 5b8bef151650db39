using System.Diagnostics;
using Lana.Fuzzing;

namespace Lana.Benchmarks.Fuzzing;

/// <summary>Reads the inputs of one format, one after another.</summary>
internal sealed class FuzzRun(string format, ulong seed, double maxSeconds)
{
    private readonly SortedDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private long _inputs;
    private long _accepted;
    private long _maxAllocated;
    private double _maxShare;

    /// <summary>The number of inputs for which a reader violated its contract; each was printed.</summary>
    public int Failures { get; private set; }

    public FuzzRow Run(long first, long count, int maxFailures, CancellationToken cancellationToken)
    {
        using var target = FuzzTargets.Make(format);
        using var watchdog = new Watchdog(format);
        FuzzCheck.WarmUp(target);
        var started = Stopwatch.GetTimestamp();
        var end = first + count;
        for (var number = first; number < end && Failures < maxFailures && SecondsSince(started) < maxSeconds; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            watchdog.Begin(number);
            Count(target, number);
        }

        return new FuzzRow
        {
            Format = format,
            Inputs = _inputs,
            Accepted = _accepted,
            Refused = _refused,
            MaximalAllocation = _maxAllocated,
            MaximalAllocationShare = Math.Round(_maxShare, 3),
            Seconds = Math.Round(SecondsSince(started), 1),
        };
    }

    private static double SecondsSince(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds;

    private void Count(FuzzTarget target, long number)
    {
        _inputs++;
        try
        {
            var outcome = FuzzCheck.Check(target, FuzzCheck.Input(target, seed, number));
            _maxAllocated = Math.Max(_maxAllocated, outcome.Allocated);
            _maxShare = Math.Max(_maxShare, outcome.AllocationShare);
            if (outcome.Refusal is { } refusal)
            {
                _refused[refusal] = _refused.GetValueOrDefault(refusal) + 1;
            }
            else
            {
                _accepted++;
            }
        }
        catch (FuzzException failure)
        {
            Failures++;
            Console.WriteLine($"input {number}: {failure}");
        }
    }
}
