namespace Lana.Analysis.Baselines;

/// <summary>A baseline: the same operation in every layer that offers it, the cheapest one elsewhere.</summary>
/// <remarks>The best of these networks that keeps the rules is the answer; no bound is known.</remarks>
/// <param name="options">The selector's own options, for calls without any; null for the defaults.</param>
/// <exception cref="ArgumentException"><paramref name="options"/> is out of range.</exception>
public sealed class UniformSelector(SelectionOptions? options = null) : IOperationSelector
{
    private readonly SelectionOptions _options = BaselineRun.Check(options);

    /// <inheritdoc/>
    public string Fingerprint => $"{nameof(UniformSelector)} {OptionsFingerprint.Of(_options)}";

    /// <inheritdoc/>
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = new BaselineRun(problem, options ?? _options, progress, cancellationToken);
        for (var operation = 0; operation < run.Model.Operations.Length && !run.IsStopped; operation++)
        {
            var chosen = operation;
            run.Offer([.. run.Model.Variables.Select((variable, v) =>
            {
                var o = Array.IndexOf(variable.Operations, chosen);
                return o >= 0 ? o : run.Cheapest(v);
            })]);
        }

        return run.Conclude();
    }
}
