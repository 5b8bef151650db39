namespace Lana.Fuzzing;

/// <summary>What reading one input gave.</summary>
/// <param name="Refusal">The type of the exception; null where the input was read.</param>
/// <param name="Allocated">Managed bytes that one reading allocated.</param>
/// <param name="AllocationShare">These bytes as a share of what is allowed, at most 1.</param>
internal readonly record struct FuzzOutcome(string? Refusal, long Allocated, double AllocationShare);
