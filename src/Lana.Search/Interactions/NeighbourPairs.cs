using Lana.Candidates;
using Lana.Pool;

namespace Lana.Interactions;

/// <summary>Chooses the pairs of neighbouring layers that are worth measuring for a budget.</summary>
/// <remarks>A unit of cost has the price at which, where every layer takes the operation of the smallest score plus
/// priced cost, the network just keeps the budget. An operation far above the smallest is in no good selection,
/// whatever it does to its neighbours.</remarks>
public static class NeighbourPairs
{
    private const double HighestPrice = 1e12;
    private const int Bisections = 60;

    /// <summary>Pairs the best operations of each layer with those of the next.</summary>
    /// <param name="jobs">The operations; the teacher's own layers interact with nothing and are not paired.</param>
    /// <param name="scores">What each does to the loss alone; operations without a finite score are left out.</param>
    /// <param name="costs">What each costs; operations without a cost are left out.</param>
    /// <param name="maximum">The budget, constant included, in the unit of the costs.</param>
    /// <param name="perLayer">Operations of each layer, at least 1; the identity comes besides.</param>
    /// <returns>The pairs, in the order of the layers.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="perLayer"/> is below 1.</exception>
    public static IReadOnlyList<CandidatePair> Choose(
        IReadOnlyList<CandidateJob> jobs, ScoreTable scores, CostTable costs, double maximum, int perLayer)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentOutOfRangeException.ThrowIfLessThan(perLayer, 1);
        var layers = jobs
            .Select(job => Rate(job, scores, costs))
            .OfType<RatedJob>()
            .GroupBy(rated => rated.Job.Layer.Index)
            .ToDictionary(layer => layer.Key, layer => layer.ToList());
        var price = Price(layers.Values, maximum - costs.Constant);
        var best = layers.ToDictionary(layer => layer.Key, layer => Best(layer.Value, price, perLayer));
        return
        [
            .. from index in best.Keys.Order()
               where best.ContainsKey(index + 1)
               from first in best[index]
               from second in best[index + 1]
               select new CandidatePair(first, second),
        ];
    }

    private static RatedJob? Rate(CandidateJob job, ScoreTable scores, CostTable costs) =>
        scores.TryGet(job.Layer.Name, job.Operation.Name, out var score)
        && double.IsFinite(score)
        && costs.TryGet(job.Layer.Name, job.Operation.Name, out var cost)
            ? new RatedJob(job, score, cost)
            : null;

    private static double Price(IReadOnlyCollection<List<RatedJob>> layers, double maximum)
    {
        var (low, high) = (0.0, 1.0);
        while (Cost(high) > maximum && high < HighestPrice)
        {
            high *= 2.0;
        }

        for (var step = 0; step < Bisections; step++)
        {
            var middle = (low + high) / 2.0;
            (low, high) = Cost(middle) > maximum ? (middle, high) : (low, middle);
        }

        return high;

        double Cost(double price) => layers.Sum(layer => layer.MinBy(rated => rated.At(price))!.Cost);
    }

    private static IReadOnlyList<CandidateJob> Best(List<RatedJob> layer, double price, int count)
    {
        var inOrder = layer
            .Where(rated => rated.Job.Operation is not TeacherOperation)
            .OrderBy(rated => rated.At(price))
            .Select(rated => rated.Job)
            .ToList();
        return [.. inOrder.Where((job, place) => place < count || job.Operation is IdentityOperation)];
    }

    private sealed record RatedJob(CandidateJob Job, double Score, double Cost)
    {
        public double At(double price) => Score + (price * Cost);
    }
}
