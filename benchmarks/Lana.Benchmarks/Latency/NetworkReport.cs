using Samples;

namespace Lana.Benchmarks.Latency;

/// <summary>What the verb says of one network.</summary>
internal sealed record NetworkReport
{
    public required double Mape { get; init; }

    public required double Worst { get; init; }

    public required double Within5 { get; init; }

    public required double Within10 { get; init; }

    public required double Kendall { get; init; }

    /// <summary>The mean error of the table's plain sum: the paper's way.</summary>
    public required double PlainSumMape { get; init; }

    public required double PlainSumWorst { get; init; }

    public required double PlainSumKendall { get; init; }

    /// <summary>The first table, the networks of the fit included.</summary>
    public required double TableSeconds { get; init; }

    public required double RepeatMedian { get; init; }

    public required double RepeatP95 { get; init; }

    /// <summary>The same with a second process on the other core in both tables; null where it was not asked
    /// for.</summary>
    public TableRepeat? Burned { get; init; }

    /// <summary>The burned tables against the quiet one.</summary>
    public TableRepeat? BurnedAgainstQuiet { get; init; }

    /// <summary>Of the budgets, how many were kept; null where none was asked for.</summary>
    public int? BudgetsKept { get; init; }

    /// <summary>The mean share of the budget that was used.</summary>
    public double? BudgetUse { get; init; }

    public IReadOnlyList<BudgetRow> Budgets { get; init; } = [];

    public required int Layers { get; init; }

    public required int FewestOperations { get; init; }

    public required int Entries { get; init; }

    public required int FitNetworks { get; init; }

    public required int TestNetworks { get; init; }

    /// <summary>How many test networks lie in each fifth between the fastest and the slowest network,
    /// measured.</summary>
    public required IReadOnlyList<int> PerFifth { get; init; }

    /// <summary>What was predicted and measured of each test network.</summary>
    public required IReadOnlyList<PredictedLatency> Predictions { get; init; }

    public required double TeacherMs { get; init; }

    public required double FastestMs { get; init; }

    public required double SlowestMs { get; init; }

    public required double Seconds { get; init; }
}
