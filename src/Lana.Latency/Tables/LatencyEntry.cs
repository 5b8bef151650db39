namespace Lana.Tables;

/// <summary>The latency of one candidate.</summary>
/// <param name="Key">The candidate.</param>
/// <param name="LatencyMs">Its cost inside a network in milliseconds, finite, at least 0.</param>
/// <param name="ErrorMs">The standard error of <paramref name="LatencyMs"/>, finite, at least 0.</param>
/// <param name="Note">A remark for a reader of the table; <see langword="null"/> for none.</param>
public sealed record LatencyEntry(CandidateKey Key, double LatencyMs, double ErrorMs = 0.0, string? Note = null)
{
    /// <summary>The note of an entry that was not measured but estimated.</summary>
    public const string EstimatedNote = "estimated";

    /// <summary>Creates an entry from names.</summary>
    /// <param name="layer">The layer's name, for example <c>blocks.2.1</c>.</param>
    /// <param name="operation">The operation's canonical name.</param>
    /// <param name="latencyMs">Its cost inside a network in milliseconds, finite, at least 0.</param>
    /// <param name="errorMs">The standard error, finite, at least 0.</param>
    /// <param name="note">A remark for a reader of the table; <see langword="null"/> for none.</param>
    public LatencyEntry(string layer, string operation, double latencyMs, double errorMs = 0.0, string? note = null)
        : this(new CandidateKey(layer, operation), latencyMs, errorMs, note)
    {
    }
}
