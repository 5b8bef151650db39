using Lana.Problem;

namespace Lana.Benchmarks.Ilp;

/// <summary>The problems: two generators, by seed, and the Quickstart's own numbers.</summary>
internal static class IlpInstances
{
    public const int Layers = 46;
    public const int Operations = 197;

    /// <summary>The budget, as a share of the distance from the cheapest to the most expensive network.</summary>
    public const double Budget = 0.4;

    /// <summary>The budgets of the first optimum.</summary>
    public static readonly double[] Budgets = [0.2, 0.3, 0.4, 0.5, 0.6];

    /// <summary>The names of the problems, in the order of the report.</summary>
    public static readonly string[] Names = ["independent", "correlated", "quickstart"];

    /// <summary>A problem by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seed">The seed of a generated problem; the Quickstart's numbers do not depend on it.</param>
    /// <param name="budget">The budget; the Quickstart's problem keeps its own at <see cref="Budget"/>.</param>
    public static SelectionProblem Make(string name, int seed, double budget = Budget) => name switch
    {
        "independent" => Generate(seed, budget, Layers, Operations, isCorrelated: false),
        "correlated" => Generate(seed, budget, Layers, Operations, isCorrelated: true),
        _ => budget == Budget ? Quickstart() : Limit(Quickstart(), budget),
    };

    public static SelectionProblem Generate(int seed, double budget, int layers, int operations, bool isCorrelated)
    {
        var random = new Random(seed);
        string[] names = [.. Enumerable.Range(0, operations).Select(j => $"op{j}")];
        var builder = SelectionProblem.Create();
        var costs = new double[layers][];
        for (var i = 0; i < layers; i++)
        {
            costs[i] = [.. Enumerable.Range(0, operations).Select(_ => random.NextDouble())];
            builder.Layer($"layer{i}", names, costs[i].Select(cost => isCorrelated
                ? (1.0 - cost) * (0.9 + (0.2 * random.NextDouble()))
                : random.NextDouble()));
        }

        return Limit(builder.Cost("latency", "ms", costs).Build(), budget);
    }

    public static SelectionProblem Quickstart()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Data", "quickstart.json");
        return SelectionProblemJson.Read(File.ReadAllText(file), file);
    }

    /// <summary>The range of a problem's latency: the cheapest and the most expensive network.</summary>
    public static (double Least, double Most) Range(SelectionProblem problem)
    {
        var cost = problem.Costs[0];
        return (cost.Constant + cost.Values.Sum(row => row.Min()), cost.Constant + cost.Values.Sum(row => row.Max()));
    }

    public static SelectionProblem Limit(SelectionProblem problem, double budget)
    {
        var (least, most) = Range(problem);
        return problem.WithLimit("latency", maximum: least + (budget * (most - least)));
    }
}
