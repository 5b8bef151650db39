namespace Lana.Analysis.Baselines;

/// <summary>A baseline: regularised evolution, as architecture searches use it.</summary>
/// <remarks>A population of networks within the limits; each step takes the best of a few, crosses it with another,
/// changes layers at random, repairs the limits and replaces the oldest. The seed determines the result; no bound is
/// known.</remarks>
public sealed class EvolutionarySelector : IOperationSelector
{
    private const int Rivals = 8;
    private const double MutationsPerChild = 2.0;

    private readonly int _population;
    private readonly int _steps;
    private readonly SelectionOptions _options;

    /// <summary>Creates the selector.</summary>
    /// <param name="population">The size of the population, at least 2.</param>
    /// <param name="steps">The number of children, at least 1.</param>
    /// <param name="options">The selector's own options, for calls without any; null for the defaults.</param>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public EvolutionarySelector(int population = 100, int steps = 20_000, SelectionOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (_population, _steps, _options) = (population, steps, BaselineRun.Check(options));
    }

    /// <inheritdoc/>
    public string Fingerprint => $"{nameof(EvolutionarySelector)} {_population} {_steps} {OptionsFingerprint.Of(_options)}";

    /// <inheritdoc/>
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = new BaselineRun(problem, options ?? _options, progress, cancellationToken);
        if (run.IsEmpty)
        {
            return run.Conclude();
        }

        var random = new SplitMix64((ulong)run.Options.Seed);
        var living = new Queue<int[]>();
        for (var i = 0; i < _population && !run.IsStopped; i++)
        {
            var choice = run.Draw(ref random);
            run.Offer(choice);
            living.Enqueue(choice);
        }

        for (var step = 0; step < _steps && !run.IsStopped; step++)
        {
            var all = living.ToArray();
            var child = Cross(run, PickBest(run, all, ref random), PickBest(run, all, ref random), ref random);
            run.Repair(child, ref random);
            run.Offer(child);
            living.Dequeue();
            living.Enqueue(child);
        }

        return run.Conclude();
    }

    private static int[] PickBest(BaselineRun run, int[][] all, ref SplitMix64 random)
    {
        var best = all[random.NextBelow(all.Length)];
        for (var rival = 1; rival < Rivals; rival++)
        {
            var other = all[random.NextBelow(all.Length)];
            best = run.Model.Objective(other) < run.Model.Objective(best) ? other : best;
        }

        return best;
    }

    private static int[] Cross(BaselineRun run, int[] mother, int[] father, ref SplitMix64 random)
    {
        var child = new int[mother.Length];
        for (var v = 0; v < child.Length; v++)
        {
            child[v] = random.NextBelow(2) == 0 ? mother[v] : father[v];
            if (random.NextDouble() * child.Length < MutationsPerChild)
            {
                child[v] = random.NextBelow(run.Model.Variables[v].Count);
            }
        }

        return child;
    }
}
