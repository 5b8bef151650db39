using Lana.Problem;
using Lana.Solvers;
using Lana.Solvers.Diverse;

namespace Lana.Analysis.Baselines;

/// <summary>A baseline: random networks that keep the rules, the best of so many.</summary>
/// <remarks>Each draws every layer at random and then moves random layers to cheaper operations until the limits are
/// met.
/// Decided by the seed; no bound is known.</remarks>
public sealed class RandomSelector : IOperationSelector
{
    private readonly int _draws;

    /// <summary>Creates the selector.</summary>
    /// <param name="draws">How many networks to draw, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="draws"/> is below 1.</exception>
    public RandomSelector(int draws = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        _draws = draws;
    }

    /// <inheritdoc/>
    public string Fingerprint => $"{nameof(RandomSelector)} {_draws}";

    /// <inheritdoc/>
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = new BaselineRun(problem, options, progress, cancellationToken);
        var random = new SplitMix((ulong)run.Options.Seed);
        for (var draw = 0; draw < _draws && !run.IsEmpty && !run.IsStopped; draw++)
        {
            run.Offer(run.Draw(ref random));
        }

        return run.Conclude();
    }
}
