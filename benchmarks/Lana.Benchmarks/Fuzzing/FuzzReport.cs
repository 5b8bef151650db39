namespace Lana.Benchmarks.Fuzzing;

/// <summary>The report of the verb <c>fuzz</c>.</summary>
internal sealed record FuzzReport
{
    public required IReadOnlyList<FuzzRow> Formats { get; init; }

    public required ulong Seed { get; init; }

    public required int AllocationFactor { get; init; }

    public required int AllocationAllowance { get; init; }

    public required int Cores { get; init; }

    public required DateTimeOffset At { get; init; }
}
