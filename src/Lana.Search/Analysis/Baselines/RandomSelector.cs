namespace Lana.Analysis.Baselines;

/// <summary>A baseline: the best of a number of random networks that keep the rules.</summary>
/// <remarks>Each network draws every layer at random and then moves random layers to cheaper operations until the
/// limits are met. The seed determines the result; no bound is known.</remarks>
public sealed class RandomSelector : IOperationSelector
{
    private readonly int _draws;
    private readonly SelectionOptions _options;

    /// <summary>Creates the selector.</summary>
    /// <param name="draws">The number of networks to draw, at least 1.</param>
    /// <param name="options">The selector's own options, for calls without any; null for the defaults.</param>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public RandomSelector(int draws = 1000, SelectionOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        (_draws, _options) = (draws, BaselineRun.Check(options));
    }

    /// <inheritdoc/>
    public string Fingerprint => $"{nameof(RandomSelector)} {_draws} {OptionsFingerprint.Of(_options)}";

    /// <inheritdoc/>
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = new BaselineRun(problem, options ?? _options, progress, cancellationToken);
        var random = new SplitMix64((ulong)run.Options.Seed);
        for (var draw = 0; draw < _draws && !run.IsEmpty && !run.IsStopped; draw++)
        {
            run.Offer(run.Draw(ref random));
        }

        return run.Conclude();
    }
}
