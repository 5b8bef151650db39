namespace Lana.Reproduction.Peers;

/// <summary>The rows of one seed at one budget.</summary>
internal sealed class BudgetRows(PeersResult result, double budget)
{
    public IReadOnlyList<PeerRow> Rows { get; } = [.. result.Rows.Where(row => row.Budget == budget)];

    /// <summary>The test accuracy of the best row that is not Lana's, 0 to 1; null without any.</summary>
    public double? BestPlain => Rows.Where(row => !row.IsLana).Max(row => (double?)row.Score.Accuracy);
}
