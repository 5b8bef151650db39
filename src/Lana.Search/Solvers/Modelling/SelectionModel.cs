namespace Lana.Solvers.Modelling;

/// <summary>A problem with indices instead of names, as every solver uses it.</summary>
internal sealed record SelectionModel
{
    /// <summary>A limit is met when it is exceeded by no more than this share of itself: the noise of adding doubles.</summary>
    public const double LimitTolerance = 1e-9;

    // The search allows slightly less than the final check, so that another order of addition cannot fail the check.
    private const double SearchTolerance = 0.9e-9;

    public required ModelVariable[] Variables { get; init; }

    public required string[] Operations { get; init; }

    /// <summary>The minimum of each cost of the variables alone; minus infinity for no limit.</summary>
    public required double[] Lower { get; init; }

    /// <summary>The maximum of each cost of the variables alone; infinity for no limit.</summary>
    public required double[] Upper { get; init; }

    public required int[] VariableOfLayer { get; init; }

    public int? MaxDistinct { get; init; }

    public (int Operation, int MaxLength)[] Runs { get; init; } = [];

    public PairEdge[] Edges { get; init; } = [];

    public int LayerCount => VariableOfLayer.Length;

    public int CostCount => Lower.Length;

    public bool HasEmptyVariable => Array.Exists(Variables, variable => variable.Count == 0);

    /// <summary>True if only maxima of costs (and overlap) limit the choice, so that dominance is sound.</summary>
    public bool IsPlain => MaxDistinct is null && Runs.Length == 0 && Edges.Length == 0 && Lower.All(double.IsNegativeInfinity);

    /// <summary>The index of the only limited cost; -1 if none is limited.</summary>
    public int OnlyLimitedCost => Array.FindIndex(Upper, double.IsFinite);

    public bool IsKnapsack => IsPlain && Upper.Count(double.IsFinite) <= 1;

    /// <summary>The magnitude of the numbers that an objective adds up, to which tolerances are relative.</summary>
    public double Scale => Variables.Sum(v => v.Count == 0 ? 0.0 : v.Scores.Max(Math.Abs))
        + Edges.Sum(edge => edge.Terms.Cast<double>().Max(Math.Abs));

    /// <summary>The maximum of the only limited cost; 0 if none is limited.</summary>
    public double OnlyLimit => OnlyLimitedCost is >= 0 and var cost ? Upper[cost] : 0.0;

    /// <summary>The only limited cost by [variable][option]; zeros if none is limited.</summary>
    public double[][] OnlyLimitedCosts()
    {
        var cost = OnlyLimitedCost;
        return Array.ConvertAll(Variables, variable => cost < 0 ? new double[variable.Count] : variable.Costs[cost]);
    }

    public double Objective(int[] choice)
    {
        var sum = 0.0;
        for (var v = 0; v < choice.Length; v++)
        {
            sum += Variables[v].Scores[choice[v]];
        }

        return sum + Edges.Sum(edge => edge.Terms[choice[edge.First], choice[edge.Second]]);
    }

    public double Cost(int cost, int[] choice)
    {
        var sum = 0.0;
        for (var v = 0; v < choice.Length; v++)
        {
            sum += Variables[v].Costs[cost][choice[v]];
        }

        return sum;
    }

    public int Overlap(int[] choice, int[] other)
    {
        var sum = 0;
        for (var v = 0; v < choice.Length; v++)
        {
            sum += choice[v] == other[v] ? Variables[v].Weight : 0;
        }

        return sum;
    }

    public bool MeetsLimits(int[] choice)
    {
        for (var c = 0; c < CostCount; c++)
        {
            var cost = Cost(c, choice);
            if (cost > Upper[c] || cost < Lower[c])
            {
                return false;
            }
        }

        return true;
    }

    public bool IsFeasible(int[] choice, IReadOnlyList<int[]> earlier, int overlapLimit) =>
        MeetsLimits(choice) && MeetsSideRules(choice) && earlier.All(other => Overlap(choice, other) <= overlapLimit);

    /// <summary>Returns true if the limits and side rules are met, without regard to earlier selections.</summary>
    public bool IsFeasible(int[] choice) => IsFeasible(choice, [], LayerCount);

    public static double SearchUpper(double? limit, double constant) =>
        limit is { } value ? value - constant + (SearchTolerance * Math.Abs(value)) : double.PositiveInfinity;

    public static double SearchLower(double? limit, double constant) =>
        limit is { } value ? value - constant - (SearchTolerance * Math.Abs(value)) : double.NegativeInfinity;

    private bool MeetsSideRules(int[] choice)
    {
        if (MaxDistinct is null && Runs.Length == 0)
        {
            return true;
        }

        int[] operations = [.. VariableOfLayer.Select(v => Variables[v].Operations[choice[v]])];
        return (MaxDistinct is not { } count || operations.Distinct().Count() <= count)
            && Runs.All(run => RunLimit.MaxRun(operations, run.Operation) <= run.MaxLength);
    }
}
