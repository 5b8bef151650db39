namespace Lana.Solvers.Knapsack;

/// <summary>The undominated options of a variable: cost ascends and score descends, both strictly.</summary>
internal sealed class KnapsackClass
{
    private KnapsackClass(double[] costs, double[] scores, int[] options)
    {
        (Costs, Scores, Options) = (costs, scores, options);
        Hull = FindHull();
    }

    public double[] Costs { get; }

    public double[] Scores { get; }

    /// <summary>The index of each item's option of the variable.</summary>
    public int[] Options { get; }

    /// <summary>The items on the lower convex hull of (cost, score), from the cheapest to the best.</summary>
    public int[] Hull { get; }

    public int Count => Options.Length;

    public static KnapsackClass Of(double[] costs, double[] scores)
    {
        var order = Enumerable.Range(0, costs.Length).ToArray();
        Array.Sort((double[])costs.Clone(), order);
        var kept = new int[order.Length];
        var count = 0;
        foreach (var option in order)
        {
            if (count > 0 && costs[kept[count - 1]] == costs[option] && Precedes(scores, option, kept[count - 1]))
            {
                count--;
            }

            if (count == 0 || scores[option] < scores[kept[count - 1]])
            {
                kept[count++] = option;
            }
        }

        var options = kept[..count];
        return new KnapsackClass(
            Array.ConvertAll(options, o => costs[o]), Array.ConvertAll(options, o => scores[o]), options);
    }

    /// <summary>The class with only some of its items, given by ascending indices.</summary>
    public KnapsackClass Keep(int[] items) => items.Length == Count
        ? this
        : new KnapsackClass(
            Array.ConvertAll(items, j => Costs[j]), Array.ConvertAll(items, j => Scores[j]), Array.ConvertAll(items, j => Options[j]));

    // With equal costs the better score wins, with equal scores the first option: the sort alone is not stable.
    private static bool Precedes(double[] scores, int option, int other) =>
        scores[option] < scores[other] || (scores[option] == scores[other] && option < other);

    private int[] FindHull()
    {
        var hull = new int[Count];
        var count = 0;
        for (var j = 0; j < Count; j++)
        {
            while (count > 1 && !IsConvex(hull[count - 2], hull[count - 1], j))
            {
                count--;
            }

            hull[count++] = j;
        }

        return hull[..count];
    }

    private bool IsConvex(int a, int b, int c) =>
        (Scores[a] - Scores[b]) * (Costs[c] - Costs[b]) > (Scores[b] - Scores[c]) * (Costs[b] - Costs[a]);
}
