namespace Lana.Problem;

/// <summary>Problems by seed: small ones full of ties for the oracle, large ones like the paper's.</summary>
internal static class Instances
{
    /// <summary>Scores and costs independent of each other.</summary>
    public static SelectionProblem Independent(int seed, double budget, int layers = 46, int operations = 197) =>
        Make(seed, budget, layers, operations, (random, _) => random.NextDouble());

    /// <summary>A faster operation scores worse, within ten per cent.</summary>
    public static SelectionProblem Correlated(int seed, double budget, int layers = 46, int operations = 197) =>
        Make(seed, budget, layers, operations, (random, cost) => (1.0 - cost) * (0.9 + (0.2 * random.NextDouble())));

    /// <summary>A small problem of any kind: few distinct numbers, so that ties, zeros and equal costs
    /// abound.</summary>
    public static SelectionProblem Small(
        int seed, int maximumLayers = 6, int maximumOperations = 6, bool withRules = false, double? outlier = null)
    {
        var random = new Random(seed);
        var layers = random.Next(1, maximumLayers + 1);
        var counts = Enumerable.Range(0, layers).Select(_ => random.Next(1, maximumOperations + 1)).ToArray();
        var builder = SelectionProblem.Create();
        for (var i = 0; i < layers; i++)
        {
            var scores = Enumerable.Range(0, counts[i]).Select(_ =>
                outlier is { } score && random.Next(6) == 0 ? score : Number(random, lowest: -4));
            builder.Layer($"layer{i}", Enumerable.Range(0, counts[i]).Select(j => $"op{j}"), [.. scores]);
        }

        for (var c = random.Next(0, 4) - 1; c >= 0; c--)
        {
            AddCost(builder, random, $"cost{c}", counts);
        }

        if (withRules)
        {
            AddRules(builder, random, counts);
        }

        return builder.Build();
    }

    private static SelectionProblem Make(
        int seed, double budget, int layers, int operations, Func<Random, double, double> score)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, operations).Select(j => $"op{j}").ToArray();
        var builder = SelectionProblem.Create();
        var costs = new double[layers][];
        for (var i = 0; i < layers; i++)
        {
            costs[i] = [.. Enumerable.Range(0, operations).Select(_ => random.NextDouble())];
            builder.Layer($"layer{i}", names, [.. costs[i].Select(cost => score(random, cost))]);
        }

        // The budget is a share of the way from the cheapest network to the costliest.
        var (least, most) = (costs.Sum(row => row.Min()), costs.Sum(row => row.Max()));
        return builder.Cost(
            "latency", "ms", costs).Limit("latency", maximum: least + (budget * (most - least))).Build();
    }

    private static void AddCost(SelectionProblemBuilder builder, Random random, string name, int[] counts)
    {
        double[][] values = [.. counts.Select(
            count => (double[])[.. Enumerable.Range(0, count).Select(_ => Number(random, lowest: 0))])];
        var constant = random.Next(0, 3);
        var (least, most) = (constant + values.Sum(row => row.Min()), constant + values.Sum(row => row.Max()));
        double Between() => Math.Round(4.0 * (least + (random.NextDouble() * 1.1 * (most - least)))) / 4.0;
        double? maximum = random.Next(4) > 0 ? Between() : null;
        double? minimum = random.Next(4) == 0 ? Between() : null;
        builder.Cost(name, "ms", values, constant).Limit(name, minimum, maximum);
    }

    private static void AddRules(SelectionProblemBuilder builder, Random random, int[] counts)
    {
        if (random.Next(2) == 0)
        {
            builder.AtMostDistinct(random.Next(1, 4));
        }

        if (random.Next(2) == 0)
        {
            builder.AtMostInARow("op0", random.Next(0, 3));
        }

        if (counts.Length > 2 && random.Next(2) == 0)
        {
            builder.Alike("layer0", "layer2");
        }

        for (var pairs = random.Next(2) * random.Next(6); pairs > 0 && counts.Length > 1; pairs--)
        {
            var i = random.Next(counts.Length - 1);
            builder.Pairs(new PairTerm(
                new($"layer{i}", $"op{random.Next(counts[i])}"),
                new($"layer{i + 1}", $"op{random.Next(counts[i + 1])}"),
                Number(random, lowest: -4)));
        }
    }

    private static double Number(Random random, int lowest) =>
        random.Next(3) == 0 ? random.Next(lowest, 5) : random.Next(4 * lowest, 17) / 4.0;
}
