using Lana.Measurement;
using Lana.Networks;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>Finds the largest network of a growing series that meets a budget, by measurements together with the
/// teacher.</summary>
internal sealed class LargestWithin(Experiment experiment)
{
    // The number of networks that share a window with the teacher in one comparison.
    private const int Together = 4;

    /// <summary>Searches the series between the numbers 0 and <paramref name="last"/>.</summary>
    /// <returns>The largest whose median share of five comparisons is within the budget; null if none is.</returns>
    public async Task<FoundNetwork?> FindAsync(
        int last, Func<int, NetworkDefinition> network, double budget, CancellationToken cancellationToken)
    {
        var number = await NarrowAsync(last, network, budget, cancellationToken);
        for (; number >= 0; number--)
        {
            var shares = await experiment.SharesOfTeacherAsync(
                [LatencySubject.Of(network(number))], experiment.Meter, cancellationToken);
            if (shares[0] <= budget)
            {
                return new FoundNetwork(number, shares[0]);
            }
        }

        return null;
    }

    // Uses one comparison for each; returns -1 if none is within the budget.
    private async Task<int> NarrowAsync(
        int last, Func<int, NetworkDefinition> network, double budget, CancellationToken cancellationToken)
    {
        var (within, above) = (-1, last + 1);
        while (above - within > 1)
        {
            var numbers = Between(within, above);
            var pairs = await experiment.BesideTeacherAsync(
                [.. numbers.Select(number => LatencySubject.Of(network(number)))], experiment.Meter, cancellationToken);
            var largest = numbers.FindLastIndex(number => pairs[numbers.IndexOf(number)].Share <= budget);
            above = largest + 1 < numbers.Count ? numbers[largest + 1] : above;
            within = largest >= 0 ? numbers[largest] : within;
        }

        return within;
    }

    private static List<int> Between(int within, int above)
    {
        var count = Math.Min(Together, above - within - 1);
        return [.. Enumerable.Range(1, count).Select(place => within + (place * (above - within) / (count + 1)))];
    }
}
