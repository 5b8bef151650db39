namespace Lana.Solvers;

/// <summary>Chooses operations by integer programming, exactly if the time allows it and otherwise with a proven
/// gap.</summary>
/// <remarks>Section 4 of the method, Eq. 3 and 4 of the paper. Needs no container and loads no native torch library. An
/// objective counts as proven when no selection is better by more than the noise of adding doubles (1e-9 of the sum of
/// the largest scores); a limit counts as met when it is exceeded by no more than 1e-9 of itself.</remarks>
public sealed class IlpOperationSelector : IOperationSelector
{
    private readonly SelectionOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <summary>Creates a selector.</summary>
    /// <param name="options">The selector's own options, for calls without any; null for the defaults.</param>
    /// <param name="logger">Logs the operations that are left out and the result; null disables logging.</param>
    /// <param name="time">The clock of the time limit; null for the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="options"/> is out of range.</exception>
    public IlpOperationSelector(
        SelectionOptions? options = null, ILogger<IlpOperationSelector>? logger = null, TimeProvider? time = null)
    {
        _options = new SelectionOptionsValidator().Require(options ?? new SelectionOptions());
        _logger = logger ?? NullLogger<IlpOperationSelector>.Instance;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Fingerprint => $"{nameof(IlpOperationSelector)} {OptionsFingerprint.Of(_options)}";

    /// <summary>True to use CP-SAT alone, as an oracle for the other methods.</summary>
    internal bool UsesCpSatOnly { get; init; }

    /// <inheritdoc/>
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        options = new SelectionOptionsValidator().Require(options ?? _options);
        foreach (var warning in problem.Warnings)
        {
            SelectionLog.LeftOut(_logger, warning);
        }

        var stop = new StopSignal(_time, options.TimeLimit, cancellationToken);
        var result = new SelectionRun(problem, options, new ExactSolver(options, UsesCpSatOnly), stop).Run(progress);
        SelectionLog.Selected(
            _logger, result.Status, result.Solutions.Count, stop.Elapsed,
            result.Solutions.Count > 0 ? result.Solutions[0].Objective : double.NaN);
        return result;
    }
}
