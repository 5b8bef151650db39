namespace Lana.Sharding;

/// <summary>What is known of a unit.</summary>
/// <param name="Name">Its name, which is that of its folder.</param>
/// <param name="Layer">The layer whose candidates it trains or scores.</param>
/// <param name="Candidates">The number of candidates that it trains; 0 where it only scores.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Expected">The time that the plan expects.</param>
/// <param name="Taken">The time that it took; null before it is done.</param>
/// <param name="Worker">Host and process of the worker that has it; null where none has.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
public sealed record UnitStatus(
    string Name,
    string Layer,
    int Candidates,
    UnitState State,
    TimeSpan Expected,
    TimeSpan? Taken,
    string? Worker,
    string? Failure);
