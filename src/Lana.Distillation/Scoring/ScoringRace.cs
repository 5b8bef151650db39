namespace Lana.Scoring;

/// <summary>Drops candidates while they are scored: those that another of their layer dominates with certainty, in cost
/// and score.</summary>
/// <remarks>Certainty is a number of standard errors of the paired difference over groups of images.</remarks>
internal sealed class ScoringRace
{
    /// <summary>The number of groups of images in a batch.</summary>
    public const int GroupsPerBatch = 4;

    private const double StandardErrors = 3.0;

    private static readonly int[] Parts = [8, 4, 2];

    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly CostTable? _costs;
    private readonly List<double>[] _samples;
    private readonly HashSet<int> _active;

    /// <summary>Creates a race.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="costs">Their costs; null to drop none.</param>
    public ScoringRace(IReadOnlyList<Candidate> candidates, CostTable? costs)
    {
        (_candidates, _costs) = (candidates, costs);
        _samples = [.. candidates.Select(_ => new List<double>())];
        _active = [.. Enumerable.Range(0, candidates.Count)];
    }

    /// <summary>True if candidates can be dropped.</summary>
    public bool IsOn => _costs is not null;

    /// <summary>The candidates that are still scored, in order.</summary>
    public IEnumerable<int> Active => Enumerable.Range(0, _candidates.Count).Where(_active.Contains);

    /// <summary>Adds the scores of a candidate on groups of images; only one thread at a time may add to a
    /// candidate.</summary>
    public void Add(int candidate, IEnumerable<double> scores) => _samples[candidate].AddRange(scores);

    /// <summary>Returns true if candidates are to be dropped after a number of all batches: after an eighth, a quarter
    /// and a half.</summary>
    public static bool DecidesAfter(int batches, int all) =>
        batches < all && Parts.Any(part => batches == (all + part - 1) / part);

    /// <summary>Drops the candidates that are dominated with certainty.</summary>
    /// <returns>The number of candidates that were dropped.</returns>
    public int Drop()
    {
        // All are compared before any is dropped, so that the order does not matter.
        var beaten = Active
            .GroupBy(candidate => _candidates[candidate].Layer.Index)
            .SelectMany(layer => layer.Where(candidate => layer.Any(other => Beats(other, candidate))))
            .ToList();
        _active.ExceptWith(beaten);
        return beaten.Count;
    }

    private bool Beats(int other, int candidate) =>
        other != candidate
        && _costs!.TryGet(_candidates[other].Key, out var lower)
        && _costs.TryGet(_candidates[candidate].Key, out var cost)
        && lower <= cost
        && IsCertainlyLower(_samples[other], _samples[candidate]);

    private static bool IsCertainlyLower(List<double> lower, List<double> higher)
    {
        var differences = higher.Zip(lower, (first, second) => first - second).ToList();
        var mean = differences.Average();
        var variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Count - 1);
        return mean > StandardErrors * Math.Sqrt(variance / differences.Count);
    }
}
