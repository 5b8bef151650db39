using Lana.Candidates;
using Lana.Reproduction.Setup;
using Lana.Selection;

namespace Lana.Reproduction.Tables;

/// <summary>What two neighbouring operations do to the loss beyond what each does alone.</summary>
internal sealed class PairScores
{
    private readonly Dictionary<(SelectedOperation, SelectedOperation), double> _scores;

    private PairScores(Dictionary<(SelectedOperation, SelectedOperation), double> scores) => _scores = scores;

    /// <summary>Measures the pairs that selections have most often.</summary>
    public static async Task<PairScores> MeasureAsync(
        PreparedPool prepared,
        IReadOnlyList<IReadOnlyList<SelectedOperation>> selections,
        int most,
        CancellationToken cancellationToken)
    {
        var pairs = selections
            .SelectMany(Neighbours)
            .GroupBy(pair => pair)
            .OrderByDescending(group => group.Count())
            .Take(most)
            .Select(group => group.Key)
            .ToList();
        var singles = pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().ToList();
        IReadOnlyList<IReadOnlyList<SelectedOperation>> networks =
        [
            [],
            .. singles.Select(single => (IReadOnlyList<SelectedOperation>)[single]),
            .. pairs.Select(pair => (IReadOnlyList<SelectedOperation>)[pair.First, pair.Second]),
        ];
        var losses = await prepared.RankAsync([.. networks.Select(prepared.Assemble)], cancellationToken);
        var alone = singles.Zip(losses.Skip(1)).ToDictionary(pair => pair.First, pair => pair.Second);
        var together = losses.Skip(1 + singles.Count);
        return new PairScores(pairs.Zip(together).ToDictionary(
            pair => pair.First,
            pair => pair.Second - alone[pair.First.First] - alone[pair.First.Second] + losses[0]));
    }

    /// <summary>What the pairs of a selection add.</summary>
    public double Sum(IReadOnlyList<SelectedOperation> choices) => Neighbours(choices).Sum(_scores.GetValueOrDefault);

    private static IEnumerable<(SelectedOperation First, SelectedOperation Second)> Neighbours(
        IReadOnlyList<SelectedOperation> choices) => choices
            .Zip(choices.Skip(1))
            .Where(pair => pair.First.Operation != TeacherOperation.OperationName
                && pair.Second.Operation != TeacherOperation.OperationName);
}
