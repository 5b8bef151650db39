using Lana.Problem;
using Lana.Solvers;
using Lana.Solvers.Diverse;

namespace Lana.Analysis.Baselines;

/// <summary>A baseline: regularised evolution, as architecture searches use it.</summary>
/// <remarks>A population of networks within the limits; each step takes the best of a few, crosses it with another,
/// changes layers at random, repairs the limits and replaces the oldest. Decided by the seed; no bound is
/// known.</remarks>
public sealed class EvolutionarySelector : IOperationSelector
{
    private const int Rivals = 8;
    private const double MutationsPerChild = 2.0;

    private readonly int _population;
    private readonly int _steps;

    /// <summary>Creates the selector.</summary>
    /// <param name="population">How many networks live at a time, at least 2.</param>
    /// <param name="steps">How many children are made, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is too small.</exception>
    public EvolutionarySelector(int population = 100, int steps = 20_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (_population, _steps) = (population, steps);
    }

    /// <inheritdoc/>
    public string Fingerprint => $"{nameof(EvolutionarySelector)} {_population} {_steps}";

    /// <inheritdoc/>
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = new BaselineRun(problem, options, progress, cancellationToken);
        if (run.IsEmpty)
        {
            return run.Conclude();
        }

        var random = new SplitMix((ulong)run.Options.Seed);
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

    private static int[] PickBest(BaselineRun run, int[][] all, ref SplitMix random)
    {
        var best = all[random.Next(all.Length)];
        for (var rival = 1; rival < Rivals; rival++)
        {
            var other = all[random.Next(all.Length)];
            best = run.Model.Objective(other) < run.Model.Objective(best) ? other : best;
        }

        return best;
    }

    private static int[] Cross(BaselineRun run, int[] mother, int[] father, ref SplitMix random)
    {
        var child = new int[mother.Length];
        for (var v = 0; v < child.Length; v++)
        {
            child[v] = random.Next(2) == 0 ? mother[v] : father[v];
            if (random.NextDouble() * child.Length < MutationsPerChild)
            {
                child[v] = random.Next(run.Model.Variables[v].Count);
            }
        }

        return child;
    }
}
