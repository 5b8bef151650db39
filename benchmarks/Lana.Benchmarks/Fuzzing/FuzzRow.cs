namespace Lana.Benchmarks.Fuzzing;

/// <summary>What one format's inputs gave.</summary>
internal sealed record FuzzRow
{
    public required string Format { get; init; }

    public required long Inputs { get; init; }

    public required long Accepted { get; init; }

    /// <summary>The refused inputs by the type of the exception.</summary>
    public required IReadOnlyDictionary<string, long> Refused { get; init; }

    /// <summary>The largest number of managed bytes that one reading allocated.</summary>
    public required long MaximalAllocation { get; init; }

    /// <summary>The largest share of what a reading may allocate: ten times what was read, and the allowance.</summary>
    public required double MaximalAllocationShare { get; init; }

    public required double Seconds { get; init; }
}
