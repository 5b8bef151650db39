using Lana.Solvers.Knapsack;

namespace Lana.Analysis.Frontier;

/// <summary>The best score at every budget of one cost: the answers for all budgets at once.</summary>
/// <remarks>Made by a dynamic program over the layers that keeps what no other partial selection dominates. Immutable
/// and safe to share between threads.</remarks>
public sealed class SelectionFrontier
{
    private readonly SelectionProblem _problem;
    private readonly SelectionModel _model;
    private readonly KnapsackClass[] _classes;
    private readonly FrontierLabels _labels;
    private readonly string _cost;

    private SelectionFrontier(
        SelectionProblem problem, SelectionModel model, string cost, KnapsackClass[] classes, FrontierLabels labels)
    {
        (_problem, _model, _cost, _classes, _labels) = (problem, model, cost, classes, labels);
        var constant = problem.Costs[problem.IndexOfCost(cost)].Constant;
        Points = Array.AsReadOnly(Enumerable.Range(0, labels.Count).Select(label =>
            new FrontierPoint(constant + labels.CostOf(label), labels.ScoreOf(label))).ToArray());
    }

    /// <summary>The corners: cost ascends, the objective descends.</summary>
    public IReadOnlyList<FrontierPoint> Points { get; }

    /// <summary>The maximum difference, at any budget, between the frontier and a better selection.</summary>
    /// <value>0 if the frontier is exact.</value>
    public double MaxError => _labels.MaxError;

    /// <summary>Computes the frontier of a problem's scores against one of its costs.</summary>
    /// <param name="problem">The problem; groups of layers that choose the same operation are allowed.</param>
    /// <param name="cost">The cost's name; its own limits do not count.</param>
    /// <param name="options">The options of the approximation; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    /// <returns>The frontier.</returns>
    /// <exception cref="ArgumentException">There is no such cost, a layer has no operation, an option is out of range, or
    /// the problem limits another cost or has side rules or pair terms.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SelectionFrontier Of(
        SelectionProblem problem,
        string cost,
        FrontierOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        options ??= new FrontierOptions();
        new FrontierOptionsValidator().Require(options);
        var free = problem.WithLimit(cost);
        var model = ModelCompiler.Compile(free);
        if (!model.IsPlain || model.OnlyLimitedCost >= 0 || model.HasEmptyVariable)
        {
            throw new ArgumentException(
                "A frontier is of scores against one cost: the problem may limit no other cost, may have no side rules and "
                + "no pair terms, and every layer needs an operation. Select budget by budget instead.", nameof(problem));
        }

        var c = problem.IndexOfCost(cost);
        var classes =
            Array.ConvertAll(model.Variables, variable => KnapsackClass.Of(variable.Costs[c], variable.Scores));
        var labels = new FrontierProgram(classes, options, cancellationToken).Run();
        return new SelectionFrontier(free, model, cost, classes, labels);
    }

    /// <summary>The best selection within a budget.</summary>
    /// <param name="budget">The maximum cost of the selection, in the cost's unit.</param>
    /// <returns>The selection; null if even the cheapest costs more.</returns>
    /// <exception cref="ArgumentException"><paramref name="budget"/> is not finite.</exception>
    public SelectionSolution? At(double budget)
    {
        var limited = _problem.WithLimit(_cost, maximum: budget);
        var allowed = SelectionModel.SearchUpper(budget, constant: 0.0);
        var (low, high) = (0, Points.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Points[middle].Cost <= allowed ? (middle + 1, high) : (low, middle);
        }

        if (low == 0)
        {
            return null;
        }

        var items = _labels.Trace(low - 1);
        int[] choice = [.. items.Select((item, i) => _classes[i].Options[item])];
        return new SolutionVerifier(limited, _model).Verify(choice, _model.Objective(choice) - MaxError);
    }
}
