using Lana.Problem;

namespace Lana.Solvers;

/// <summary>Chooses one operation per layer within a budget.</summary>
/// <remarks>Implementations are safe to call from several threads at once. The same problem, options and seed give the
/// same result on any number of threads, unless the time runs out or the call is cancelled.</remarks>
public interface IOperationSelector
{
    /// <summary>What tells this selector from others, so that a run does not take over what another one
    /// selected.</summary>
    /// <value>Default the name of the type; a selector that is set up by its constructor adds how.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Finds selections.</summary>
    /// <param name="problem">The numbers and the rules.</param>
    /// <param name="options">How to search; null for the selector's own options.</param>
    /// <param name="progress">Told after every solution; null for nobody.</param>
    /// <param name="cancellationToken">Stops the search: the call then returns the best so far with the status
    /// <see cref="SelectionStatus.TimedOut"/>, it does not throw.</param>
    /// <returns>The solutions and what is known about them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="problem"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> is out of range.</exception>
    SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
