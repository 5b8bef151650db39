using System.Diagnostics;
using Lana.Candidates;
using Lana.Problem;
using Lana.Scoring;
using Lana.Selections;
using Lana.Solvers;

namespace Lana.Benchmarks.Distillation;

/// <summary>The duration and the effect of scoring that drops dominated operations early.</summary>
/// <remarks>Multiply-accumulates replace latencies, so that the race is the same on every machine.</remarks>
/// <param name="Seconds">Its duration, pool already loaded.</param>
/// <param name="Kept">The share of the operations that were scored to the end.</param>
/// <param name="SameSelections">The share of the budgets at which the optimum has the same score as with all operations
/// scored to the end.</param>
internal sealed record ScoringRaceReport(double Seconds, double Kept, double SameSelections)
{
    private const string Macs = "macs";
    private const double Rounding = 1e-9;

    private static readonly double[] Budgets = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

    public static async Task<ScoringRaceReport> RunAsync(
        CandidateScorer scorer, ScoringRequest request, ScoreTable all, CancellationToken cancellationToken)
    {
        var costs = CostsOf(request.Candidates);
        var started = Stopwatch.GetTimestamp();
        var some = await scorer.ScoreAsync(request with { Costs = costs }, null, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var limits = Limits(request.Candidates, costs);
        return new ScoringRaceReport(
            seconds,
            (double)some.Count / all.Count,
            limits.Count(limit => AreEqual(
                Optimum(all, all, costs, limit), Optimum(some, all, costs, limit))) / (double)limits.Count);
    }

    private static bool AreEqual(double one, double other) => Math.Abs(one - other) <= Rounding;

    private static CostTable CostsOf(IReadOnlyList<Candidate> candidates) => new(
        Macs,
        "definitions",
        candidates.Select(candidate => new CostEntry(candidate.Key, candidate.Cost.Macs)));

    // From the cheapest operation of each layer to the most expensive.
    private static List<double> Limits(IReadOnlyList<Candidate> candidates, CostTable costs)
    {
        var layers = candidates.GroupBy(candidate => candidate.Layer.Index, candidate => costs[candidate.Key]).ToList();
        var (low, high) = (layers.Sum(layer => layer.Min()), layers.Sum(layer => layer.Max()));
        return [.. Budgets.Select(budget => low + (budget * (high - low)))];
    }

    // The sum of the scores on all images, whatever the scores in the table of the solved problem are.
    private static double Optimum(ScoreTable scores, ScoreTable truth, CostTable costs, double limit)
    {
        var problem = new SelectionProblemBuilder().Scores(scores).Cost(Macs, costs).Limit(Macs, maximum: limit).Build();
        var result = new IlpOperationSelector(new SelectionOptions { Solutions = 1 }).Select(problem);
        return result.Solutions[0].Selection.Sum(key => truth[key]);
    }
}
