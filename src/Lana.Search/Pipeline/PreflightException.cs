namespace Lana.Pipeline;

/// <summary>An acceleration cannot begin: something that it needs is missing or does not fit together.</summary>
public sealed class PreflightException : LanaException
{
    internal PreflightException(IReadOnlyList<string> problems, Exception? innerException)
        : base(
            $"The acceleration cannot begin:{string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}"))}",
            innerException) => Problems = problems;

    /// <summary>All problems that were found, as sentences; at least one.</summary>
    public IReadOnlyList<string> Problems { get; }
}
