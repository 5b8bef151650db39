namespace Lana.Benchmarks.Ilp;

/// <summary>The last line of the verb: every number is the worst of the three problems.</summary>
internal sealed record IlpReport
{
    public required double FirstMs { get; init; }

    public required double First200x500Ms { get; init; }

    public required double K100Seconds { get; init; }

    /// <summary>The speed-up over PuLP; null if PuLP is not installed, or finished nothing in its time.</summary>
    public required double? SpeedupOverPulp { get; init; }

    public required double FrontierSeconds { get; init; }

    public required double Sweep50Seconds { get; init; }

    /// <summary>The largest difference of objectives; null if PuLP is not installed, or both proved nothing in
    /// common.</summary>
    public required double? MaxObjectiveError { get; init; }

    public required IReadOnlyDictionary<string, double> FirstMsByProblem { get; init; }

    public required LargestReport First1000x1000 { get; init; }

    public required IReadOnlyList<DiverseReport> Diverse { get; init; }

    public required IReadOnlyList<FrontierReport> Frontiers { get; init; }

    public required IReadOnlyList<PulpComparison> Pulp { get; init; }

    public required IReadOnlyList<BaselineRow> Baselines { get; init; }

    public required string? PulpMissing { get; init; }

    public required IlpOptions Options { get; init; }

    public required int Cores { get; init; }

    public required DateTimeOffset At { get; init; }

    public required double Seconds { get; init; }
}
