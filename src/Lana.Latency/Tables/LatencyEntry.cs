namespace Lana.Tables;

/// <summary>What one operation takes in one layer.</summary>
/// <param name="Layer">The layer's name, for example <c>blocks.2.1</c>.</param>
/// <param name="Operation">The operation's canonical name.</param>
/// <param name="LatencyMs">Its cost inside a network in milliseconds, finite, at least 0.</param>
/// <param name="ErrorMs">The standard error of <paramref name="LatencyMs"/>, finite, at least 0.</param>
/// <param name="Note">What a reader should know about the number; null for nothing.</param>
public sealed record LatencyEntry(
    string Layer, string Operation, double LatencyMs, double ErrorMs = 0.0, string? Note = null)
{
    /// <summary>The note of an entry that was not measured but estimated.</summary>
    public const string EstimatedNote = "estimated";
}
