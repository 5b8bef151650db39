namespace Lana.Pipeline;

/// <summary>The findings of a preflight: problems, which stop the run together, and warnings, which are logged.</summary>
internal sealed class PreflightReport
{
    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];
    private Exception? _cause;

    public bool HasProblems => _problems.Count > 0;

    public IReadOnlyList<string> Warnings => _warnings;

    public void Add(string problem) => _problems.Add(problem);

    /// <summary>Adds a failure as a problem. The first is kept as the cause of the exception.</summary>
    public void Add(string what, Exception cause)
    {
        _problems.Add($"{what}: {cause.Message}");
        _cause ??= cause;
    }

    public void Warn(string warning) => _warnings.Add(warning);

    /// <summary>The exception with all problems.</summary>
    public PreflightException ToException() => new(_problems, _cause);
}
