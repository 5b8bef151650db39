using Samples;

namespace Lana.Benchmarks.Latency;

/// <summary>The results of the verb for one network.</summary>
internal sealed record NetworkReport
{
    public required double Mape { get; init; }

    public required double Worst { get; init; }

    public required double Within5 { get; init; }

    public required double Within10 { get; init; }

    public required double Kendall { get; init; }

    /// <summary>The mean error of the table's plain sum, as in the paper.</summary>
    public required double PlainSumMape { get; init; }

    public required double PlainSumWorst { get; init; }

    public required double PlainSumKendall { get; init; }

    /// <summary>The duration of the first table, including the networks of the fit.</summary>
    public required double TableSeconds { get; init; }

    public required double RepeatMedian { get; init; }

    public required double RepeatP95 { get; init; }

    /// <summary>The same with a second process on the other core in both tables; null if it was not requested.</summary>
    public TableRepeat? Burned { get; init; }

    /// <summary>The burned tables against the quiet one.</summary>
    public TableRepeat? BurnedAgainstQuiet { get; init; }

    /// <summary>The number of budgets that were met; null if none was requested.</summary>
    public int? BudgetsKept { get; init; }

    /// <summary>The mean share of the budget that was used.</summary>
    public double? BudgetUse { get; init; }

    public IReadOnlyList<BudgetRow> Budgets { get; init; } = [];

    public required int Layers { get; init; }

    public required int FewestOperations { get; init; }

    public required int Entries { get; init; }

    public required int FitNetworks { get; init; }

    public required int TestNetworks { get; init; }

    /// <summary>The number of test networks in each fifth of the measured range between the fastest and the slowest
    /// network.</summary>
    public required IReadOnlyList<int> PerFifth { get; init; }

    /// <summary>The predicted and the measured latency of each test network.</summary>
    public required IReadOnlyList<PredictedLatency> Predictions { get; init; }

    public required double TeacherMs { get; init; }

    public required double FastestMs { get; init; }

    public required double SlowestMs { get; init; }

    public required double Seconds { get; init; }
}
