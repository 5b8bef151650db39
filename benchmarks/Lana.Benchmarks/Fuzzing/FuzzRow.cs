namespace Lana.Benchmarks.Fuzzing;

/// <summary>The results of one format's inputs.</summary>
internal sealed record FuzzRow
{
    public required string Format { get; init; }

    public required long Inputs { get; init; }

    public required long Accepted { get; init; }

    /// <summary>The refused inputs by the type of the exception.</summary>
    public required IReadOnlyDictionary<string, long> Refused { get; init; }

    /// <summary>The largest number of managed bytes that one reading allocated.</summary>
    public required long MaximalAllocation { get; init; }

    /// <summary>The largest allocation as a share of the permitted one: ten times the bytes that were read, plus an
    /// allowance.</summary>
    public required double MaximalAllocationShare { get; init; }

    public required double Seconds { get; init; }
}
