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
            .Select(group => group.Key);
        var terms = await prepared.ScorePairsAsync(pairs, cancellationToken);
        return new PairScores(terms.ToDictionary(
            term => (
                new SelectedOperation(term.FirstLayer, term.FirstOperation),
                new SelectedOperation(term.SecondLayer, term.SecondOperation)),
            term => term.Score));
    }

    /// <summary>What the pairs of a selection add.</summary>
    public double Sum(IReadOnlyList<SelectedOperation> choices) => Neighbours(choices).Sum(_scores.GetValueOrDefault);

    private static IEnumerable<(SelectedOperation First, SelectedOperation Second)> Neighbours(
        IReadOnlyList<SelectedOperation> choices) => choices
            .Zip(choices.Skip(1))
            .Where(pair => pair.First.Operation != TeacherOperation.OperationName
                && pair.Second.Operation != TeacherOperation.OperationName);
}
