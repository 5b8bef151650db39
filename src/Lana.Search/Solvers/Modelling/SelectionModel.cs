namespace Lana.Solvers.Modelling;

/// <summary>A problem with indices instead of names: what every solver works on.</summary>
internal sealed class SelectionModel
{
    /// <summary>A limit is met when it is exceeded by no more than this share of itself: the noise of adding
    /// doubles.</summary>
    public const double LimitTolerance = 1e-9;

    // The search allows a little less than the final check, so that another order of adding cannot fail the check.
    private const double SearchTolerance = 0.9e-9;

    public required ModelVariable[] Variables { get; init; }

    public required string[] Operations { get; init; }

    /// <summary>What the variables alone may cost at least, by cost; minus infinity for no limit.</summary>
    public required double[] Lower { get; init; }

    /// <summary>What the variables alone may cost at most, by cost; infinity for no limit.</summary>
    public required double[] Upper { get; init; }

    public required int[] VariableOfLayer { get; init; }

    public int? MaximumDistinct { get; init; }

    public (int Operation, int Longest)[] Runs { get; init; } = [];

    public PairEdge[] Edges { get; init; } = [];

    public int LayerCount => VariableOfLayer.Length;

    public int CostCount => Lower.Length;

    public bool HasSideRules => MaximumDistinct is not null || Runs.Length > 0;

    /// <summary>Whether nothing but maxima of costs (and overlap) limits the choice, so that dominance is
    /// sound.</summary>
    public bool IsPlain => !HasSideRules && Edges.Length == 0 && Lower.All(double.IsNegativeInfinity);

    /// <summary>The index of the only limited cost; -1 where none is limited.</summary>
    public int OnlyLimitedCost => Array.FindIndex(Upper, double.IsFinite);

    public bool IsKnapsack => IsPlain && Upper.Count(double.IsFinite) <= 1;

    /// <summary>The size of the numbers that an objective adds up: what a tolerance is relative to.</summary>
    public double Scale => Variables.Sum(v => v.Count == 0 ? 0.0 : v.Scores.Max(Math.Abs))
        + Edges.Sum(edge => edge.Terms.Cast<double>().Max(Math.Abs));

    /// <summary>The same rules over fewer options of each variable; there are no pair terms.</summary>
    public SelectionModel With(ModelVariable[] variables) => new()
    {
        Variables = variables,
        Operations = Operations,
        Lower = Lower,
        Upper = Upper,
        VariableOfLayer = VariableOfLayer,
        MaximumDistinct = MaximumDistinct,
        Runs = Runs,
        Edges = Edges,
    };

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

    public bool MeetsSideRules(int[] choice)
    {
        if (MaximumDistinct is { } most && choice.Select((o, v) => Variables[v].Operations[o]).Distinct().Count() > most)
        {
            return false;
        }

        return Runs.All(run => LongestRun(choice, run.Operation) <= run.Longest);
    }

    public bool IsFeasible(int[] choice, IReadOnlyList<int[]> earlier, int overlapLimit) =>
        MeetsLimits(choice) && MeetsSideRules(choice) && earlier.All(other => Overlap(choice, other) <= overlapLimit);

    public static double SearchUpper(double? limit, double constant) =>
        limit is { } value ? value - constant + (SearchTolerance * Math.Abs(value)) : double.PositiveInfinity;

    public static double SearchLower(double? limit, double constant) =>
        limit is { } value ? value - constant - (SearchTolerance * Math.Abs(value)) : double.NegativeInfinity;

    private int LongestRun(int[] choice, int operation)
    {
        var longest = 0;
        var run = 0;
        foreach (var v in VariableOfLayer)
        {
            run = Variables[v].Operations[choice[v]] == operation ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
