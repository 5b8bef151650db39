namespace Lana.Benchmarks.Interactions;

/// <summary>One way to choose, over all budgets.</summary>
/// <param name="Way">How it was chosen.</param>
/// <param name="Loss">The mean loss on other training images.</param>
/// <param name="Accuracy">The mean accuracy on held-out images.</param>
/// <param name="ProcessorSeconds">The mean processor time of choosing.</param>
/// <param name="BetterThanRanked">At how many budgets its loss is lower than that of the ranked additive
/// selections.</param>
internal sealed record WayMean(string Way, double Loss, double Accuracy, double ProcessorSeconds, int BetterThanRanked)
{
    public static IReadOnlyList<WayMean> Of(IReadOnlyList<WayRow> rows)
    {
        var ranked = rows
            .Where(row => row.Way == BudgetRun.Ranked)
            .ToDictionary(row => row.Share, row => row.Judgement.Loss);
        return
        [
            .. rows.GroupBy(row => row.Way).Select(way => new WayMean(
                way.Key,
                way.Average(row => row.Judgement.Loss),
                way.Average(row => row.Judgement.Accuracy),
                way.Average(row => row.Cost.ProcessorSeconds),
                way.Count(row => row.Judgement.Loss < ranked[row.Share]))),
        ];
    }
}
