namespace Lana.Analysis.Baselines;

/// <summary>A baseline: starts with the best score in every layer and makes the change that saves the most cost per
/// loss of score, until the limits are met.</summary>
/// <remarks>It considers maxima only: if its selection violates a minimum or a side rule, it has no answer. No bound is
/// known.</remarks>
/// <param name="options">The selector's own options, for calls without any; null for the defaults.</param>
/// <exception cref="ArgumentException"><paramref name="options"/> is out of range.</exception>
public sealed class GreedySelector(SelectionOptions? options = null) : IOperationSelector
{
    private readonly SelectionOptions _options = BaselineRun.Check(options);

    /// <inheritdoc/>
    public string Fingerprint => $"{nameof(GreedySelector)} {OptionsFingerprint.Of(_options)}";

    /// <inheritdoc/>
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = new BaselineRun(problem, options ?? _options, progress, cancellationToken);
        if (!run.IsEmpty)
        {
            var choice =
                run.Model.Variables.Select(variable => Array.IndexOf(variable.Scores, variable.Scores.Min())).ToArray();
            while (!run.Offer(choice) && !run.IsStopped && TryImprove(run, choice))
            {
            }
        }

        return run.Conclude();
    }

    private static bool TryImprove(BaselineRun run, int[] choice)
    {
        var (ratio, best, to) = (0.0, -1, 0);
        var least = 1e-12 * run.Model.Scale;
        for (var v = 0; v < choice.Length; v++)
        {
            var variable = run.Model.Variables[v];
            for (var o = 0; o < variable.Count; o++)
            {
                var saved = run.Excess(v, choice[v]) - run.Excess(v, o);
                var lost = Math.Max(variable.Scores[o] - variable.Scores[choice[v]], least);
                if (saved / lost > ratio)
                {
                    (ratio, best, to) = (saved / lost, v, o);
                }
            }
        }

        if (best >= 0)
        {
            choice[best] = to;
        }

        return best >= 0;
    }
}
