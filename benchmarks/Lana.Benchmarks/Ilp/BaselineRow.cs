using System.Diagnostics;
using Lana.Analysis.Baselines;
using Lana.Solvers;

namespace Lana.Benchmarks.Ilp;

/// <summary>One search compared with the optimum, as in the paper's Table 5.</summary>
/// <param name="Problem">The problem's name.</param>
/// <param name="Search">The name of the search.</param>
/// <param name="Objective">Its best objective; null if it found no network within the budget.</param>
/// <param name="Distance">The distance above the optimum, relative to it; null if it found none.</param>
/// <param name="Milliseconds">Its time.</param>
internal sealed record BaselineRow(
    string Problem, string Search, double? Objective, double? Distance, double Milliseconds)
{
    private static readonly (string Name, IOperationSelector Selector)[] Searches =
    [
        ("integer program", new IlpOperationSelector()),
        ("evolutionary", new EvolutionarySelector()),
        ("greedy", new GreedySelector()),
        ("random", new RandomSelector()),
        ("uniform", new UniformSelector()),
    ];

    public static IReadOnlyList<BaselineRow> Run(string name, CancellationToken cancellationToken)
    {
        var problem = IlpInstances.Make(name, seed: 1);
        var rows = new List<BaselineRow>();
        foreach (var (search, selector) in Searches)
        {
            var started = Stopwatch.GetTimestamp();
            var result = selector.Select(
                problem, new SelectionOptions { Solutions = 1 }, cancellationToken: cancellationToken);
            double? objective = result.Solutions.Count > 0 ? result.Best.Objective : null;
            var optimum = rows.Count > 0 ? rows[0].Objective : objective;
            rows.Add(new BaselineRow(
                name, search, objective, (objective - optimum) / Math.Abs(optimum ?? 1.0),
                Stopwatch.GetElapsedTime(started).TotalMilliseconds));
        }

        return rows;
    }
}
