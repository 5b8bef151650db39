namespace Lana.Solvers;

/// <summary>Chooses one operation per layer within a budget.</summary>
/// <remarks>A selector has its own options; a call may replace them. Implementations are safe to call from several threads
/// at once. The same problem, options and seed give the same result on any number of threads, unless the time runs out or
/// the call is cancelled.</remarks>
public interface IOperationSelector
{
    /// <summary>A text that changes with everything that a selection of this selector depends on, including its own
    /// options; runs with another fingerprint select again.</summary>
    /// <value>Default the name of the type.</value>
    string Fingerprint => GetType().FullName ?? GetType().Name;

    /// <summary>Finds selections.</summary>
    /// <param name="problem">The numbers and the rules.</param>
    /// <param name="options">The options of this call, all of them; null for the selector's own.</param>
    /// <param name="progress">Reports every solution; null disables reports.</param>
    /// <param name="cancellationToken">Stops the search: the call then returns the best so far with the status
    /// <see cref="SelectionStatus.TimedOut"/>, it does not throw.</param>
    /// <returns>The solutions, their status and their bounds.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="problem"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="options"/> is out of range.</exception>
    SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
