using System.Diagnostics;
using Lana.Problem;
using Lana.Solvers;

namespace Lana.Reproduction.Tables;

/// <summary>Records the duration of a selector, and the score of its best selection.</summary>
internal sealed class TimedSelector(IOperationSelector inner) : IOperationSelector
{
    public double Seconds { get; private set; }

    public double Objective { get; private set; }

    public string Fingerprint => inner.Fingerprint;

    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        var result = inner.Select(problem, options, progress, cancellationToken);
        Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
        Objective = result.Solutions.Count > 0 ? result.Solutions.Min(solution => solution.Objective) : double.NaN;
        return result;
    }
}
